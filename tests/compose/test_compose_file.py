"""docker-compose.yml without an engine: what every service must have."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from stream.settings import Settings, read_env_file, settings_from

ROOT = Path(__file__).parents[2]
FILE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = FILE["services"]
ENV = read_env_file(ROOT / ".env")

WITHOUT_HEALTH = {"topics": "ends after some seconds; others wait for its exit code"}
READERS = 3


def filled(text: str) -> str:
    """Return a value of the file with the variables of .env, or their defaults, put in."""
    return re.sub(r"\$\{(\w+):-([^}]*)\}", lambda found: ENV.get(found[1]) or found[2], text)


def megabytes(service: dict[str, Any]) -> int:
    """Return a service's memory limit."""
    limit = filled(service["deploy"]["resources"]["limits"]["memory"])
    assert limit.endswith("m")
    return int(limit[:-1])


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_bounded_and_hardened(name: str) -> None:
    """Each has a memory limit, rotated logs, a read-only root, no capabilities, an init process, a restart rule."""
    service = SERVICES[name]
    assert megabytes(service) > 0
    assert service["logging"] == {"driver": "json-file", "options": {"max-size": "10m", "max-file": "3"}}
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["init"] is True
    assert service["restart"] in ("unless-stopped", "no")
    assert service["networks"]
    assert "container_name" not in service


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_says_how_it_is(name: str) -> None:
    """Each that can be asked has a health check, with its times; the others are known with their reason."""
    health = SERVICES[name]["healthcheck"]
    if name in WITHOUT_HEALTH:
        assert health == {"disable": True}
    else:
        assert health["test"][0] == "CMD"
        assert {"interval", "timeout", "retries", "start_period"} <= health.keys()


def test_memory_is_enough_for_a_laptop() -> None:
    """With three readers all limits together stay within 6 GB."""
    total = sum(megabytes(service) * (READERS if name == "reader" else 1) for name, service in SERVICES.items())
    assert total <= 6 * 1024


def test_readers_scale() -> None:
    """Nothing of a reader or a decider is fixed: no host port, no name."""
    for name in ("reader", "decider"):
        assert "ports" not in SERVICES[name]
        assert "hostname" not in SERVICES[name]


def test_ports_are_published_on_this_machine_only() -> None:
    """Published ports are bound to 127.0.0.1 unless .env says otherwise."""
    ports = [filled(port) for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_a_stalled_worker_is_found_within_a_minute() -> None:
    """The stall time and the checks after it take less than 60 s."""
    seconds = {
        key: int(str(SERVICES["reader"]["healthcheck"][key]).removesuffix("s")) for key in ("interval", "timeout")
    }
    checks = SERVICES["reader"]["healthcheck"]["retries"] * (seconds["interval"] + seconds["timeout"])
    assert float(ENV["NEWSWIRE_STALL_SECONDS"]) + checks <= 60


def test_images_have_exact_tags() -> None:
    """No image floats."""
    tags = [filled(service["image"]).rpartition(":")[2] for service in SERVICES.values()]
    assert all(re.search(r"\d+\.\d+", tag) for tag in tags)


def test_every_variable_is_in_the_one_env_file() -> None:
    """What can be tuned is in .env, at least as a comment, and nothing else is there."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    named = set(re.findall(r"\$\{(\w+)", text))
    offered = set(re.findall(r"(?m)^#?([A-Z][A-Z_]+)=", (ROOT / ".env").read_text(encoding="utf-8")))
    assert named | {"COMPOSE_PROFILES"} == offered


def test_workers_are_given_settings_that_exist() -> None:
    """Each NEWSWIRE_ variable of a worker is a setting, and its value can be read."""
    given = SERVICES["reader"]["environment"]
    assert {name.removeprefix("NEWSWIRE_").lower() for name in given} <= set(Settings.__struct_fields__)
    settings = settings_from({name: filled(value) for name, value in given.items()})
    assert settings.bootstrap == "kafka:19092"
    assert settings.metrics_port == 9100


def test_our_own_kafka_and_the_feed_can_be_left_out() -> None:
    """Kafka and the demo feed have profiles, named in one line of .env; nobody insists on our Kafka."""
    assert {name: service["profiles"] for name, service in SERVICES.items() if "profiles" in service} == {
        "kafka": ["kafka"],
        "feed": ["demo"],
    }
    assert ENV["COMPOSE_PROFILES"] == "kafka,demo"
    assert SERVICES["topics"]["depends_on"]["kafka"]["required"] is False


def test_the_build_backend_is_locked_as_the_rest() -> None:
    """What deploy/build.lock pins is what requirements-dev.lock pins, hashes included."""
    pattern = re.compile(r"(?m)^[a-z0-9._-]+==[^\n]*\\\n(?: +--hash[^\n]*\n?)+")
    lock = {block.strip() for block in pattern.findall((ROOT / "deploy/build.lock").read_text(encoding="utf-8"))}
    whole = {block.strip() for block in pattern.findall((ROOT / "requirements-dev.lock").read_text(encoding="utf-8"))}
    assert lock
    assert lock <= whole

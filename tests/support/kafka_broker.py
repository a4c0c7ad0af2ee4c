"""Apache Kafka itself, from its jars, as one process of this machine."""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

VERSION = "4.3.1"
JARS = Path.home() / ".cache" / "newswire" / f"kafka-{VERSION}"
POM = Path(__file__).with_name("pom.xml")
JAVA = ["java", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", f"{JARS}/*"]


def why_not() -> str | None:
    """Return why Kafka cannot be started here, None if it can."""
    if shutil.which("java") is None:
        return "no java: the kafka suite needs Java 17 or newer"
    if not any(JARS.glob("kafka_*.jar")) and shutil.which("mvn") is None:
        return f"no mvn to fetch Kafka {VERSION}'s jars into {JARS}"
    return None


def fetch_jars() -> None:
    """Put Kafka's jars into the cache unless they are there."""
    if any(JARS.glob("kafka_*.jar")):
        return
    JARS.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=JARS.parent) as folder:
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={folder}/jars", f"-Dkafka.version={VERSION}"]
        subprocess.run(["mvn", "-q", "-B", "-f", POM, *goal], check=True, timeout=300)
        shutil.rmtree(JARS, ignore_errors=True)
        Path(folder, "jars").rename(JARS)


def free_port() -> int:
    """Return a port nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _properties(folder: Path, port: int, controller: int) -> str:
    return "\n".join(
        [
            "process.roles=broker,controller",
            "node.id=1",
            f"controller.quorum.voters=1@localhost:{controller}",
            f"listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}",
            f"advertised.listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}",
            "inter.broker.listener.name=PLAINTEXT",
            "controller.listener.names=CONTROLLER",
            "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
            f"log.dirs={folder}/data",
            "auto.create.topics.enable=false",
            "offsets.topic.num.partitions=3",
            "offsets.topic.replication.factor=1",
            "transaction.state.log.replication.factor=1",
            "transaction.state.log.min.isr=1",
            "share.coordinator.state.topic.replication.factor=1",
            "share.coordinator.state.topic.min.isr=1",
            "group.initial.rebalance.delay.ms=200",
            "group.min.session.timeout.ms=1000",
            "message.max.bytes=1048588",
        ]
    )


@contextmanager
def kafka() -> Iterator[str]:
    """Run one broker that is its own controller; yield its address once it answers."""
    fetch_jars()
    folder = Path(tempfile.mkdtemp(prefix="newswire-kafka-"))
    port = free_port()
    properties = folder / "server.properties"
    properties.write_text(_properties(folder, port, free_port()))
    log = (folder / "log").open("wb")
    try:
        storage = [*JAVA, "kafka.tools.StorageTool", "format", "-t", str(uuid.UUID(int=7)), "-c", str(properties)]
        subprocess.run(storage, check=True, stdout=log, stderr=log, timeout=60)
        with subprocess.Popen([*JAVA, "kafka.Kafka", properties], stdout=log, stderr=log) as broker:
            try:
                _await_port(broker, port, folder / "log")
                yield f"127.0.0.1:{port}"
            finally:
                broker.terminate()
                _end(broker)
    finally:
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _await_port(broker: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Wait until the broker listens; fail with the end of its log if it ends instead."""
    while True:
        if broker.poll() is not None:
            raise RuntimeError(f"Kafka did not start:\n{log.read_text()[-2000:]}")
        with closing(socket.socket()) as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        try:
            broker.wait(0.1)
        except subprocess.TimeoutExpired:
            continue


def _end(broker: "subprocess.Popen[bytes]") -> None:
    try:
        broker.wait(20)
    except subprocess.TimeoutExpired:
        broker.kill()


def must_run() -> bool:
    """Tell whether a missing broker is a failure instead of a skip."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}

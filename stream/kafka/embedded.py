"""A broker inside this process: librdkafka's mock cluster, which the confluent-kafka wheel carries.

It speaks the real protocol on real ports, and keeps records in memory: about
5 MB a partition, after which the oldest are dropped. A group may have one
member; topics cannot be created through the protocol, so they are made here.
"""

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

from stream.errors import UsageError
from stream.kafka.topics import TopicSpec, topic_specs

_PRODUCER = 0
_ERROR_BYTES = 512


def library_path() -> Path:
    """Return the librdkafka that the confluent-kafka wheel carries. Raises UsageError if it is not installed."""
    try:
        files = metadata.files("confluent-kafka") or ()
    except metadata.PackageNotFoundError:
        raise UsageError("the embedded broker needs confluent-kafka: pip install 'newswire[demo]'") from None
    found = [file for file in files if file.name.startswith("librdkafka") and ".lib" not in file.suffix]
    if not found:
        raise UsageError("this confluent-kafka carries no librdkafka: install its wheel for this platform")
    return Path(str(found[0].locate()))


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(str(library_path()))
    handle, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    signatures = {
        "rd_kafka_conf_new": (handle, []),
        "rd_kafka_conf_set": (number, [handle, text, text, text, ctypes.c_size_t]),
        "rd_kafka_new": (handle, [number, handle, text, ctypes.c_size_t]),
        "rd_kafka_destroy": (None, [handle]),
        "rd_kafka_mock_cluster_new": (handle, [handle, number]),
        "rd_kafka_mock_cluster_destroy": (None, [handle]),
        "rd_kafka_mock_cluster_bootstraps": (text, [handle]),
        "rd_kafka_mock_topic_create": (number, [handle, text, number, number]),
        "rd_kafka_mock_push_request_errors_array": (
            None,
            [handle, ctypes.c_int16, ctypes.c_size_t, ctypes.POINTER(number)],
        ),
        "rd_kafka_mock_group_initial_rebalance_delay_ms": (None, [handle, ctypes.c_int32]),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


class EmbeddedBroker:
    """One mock broker. `bootstrap` is its address; `fail` makes it answer the next requests with errors."""

    def __init__(self) -> None:
        self._lib = _library()
        error = ctypes.create_string_buffer(_ERROR_BYTES)
        configuration = self._lib.rd_kafka_conf_new()
        self._lib.rd_kafka_conf_set(configuration, b"log_level", b"2", error, _ERROR_BYTES)
        self._client = self._lib.rd_kafka_new(_PRODUCER, configuration, error, _ERROR_BYTES)
        if not self._client:
            raise UsageError(f"the embedded broker does not start: {error.value.decode()}")
        self._cluster = self._lib.rd_kafka_mock_cluster_new(self._client, 1)
        self._lib.rd_kafka_mock_group_initial_rebalance_delay_ms(self._cluster, 100)
        self.bootstrap: str = self._lib.rd_kafka_mock_cluster_bootstraps(self._cluster).decode()

    def create(self, name: str, partitions: int) -> None:
        """Make a topic, by full name."""
        self._lib.rd_kafka_mock_topic_create(self._cluster, name.encode(), partitions, 1)

    def fail(self, api: int, *errors: int) -> None:
        """Answer the next requests of an API (by its key) with these error codes, one each."""
        codes = (ctypes.c_int * len(errors))(*errors)
        self._lib.rd_kafka_mock_push_request_errors_array(self._cluster, api, len(errors), codes)

    def close(self) -> None:
        """Stop answering and free everything."""
        self._lib.rd_kafka_mock_cluster_destroy(self._cluster)
        self._lib.rd_kafka_destroy(self._client)


@contextmanager
def embedded_broker(prefix: str = "wire", specs: Iterable[TopicSpec] | None = None) -> Iterator[EmbeddedBroker]:
    """Run a broker with our topics while the context lasts. Raises UsageError if confluent-kafka is not installed."""
    broker = EmbeddedBroker()
    try:
        for spec in specs if specs is not None else topic_specs():
            broker.create(f"{prefix}.{spec.name}", spec.partitions)
        yield broker
    finally:
        broker.close()

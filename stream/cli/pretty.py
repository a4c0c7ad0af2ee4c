"""An answer for people: a page that reads well in a terminal and in a file."""

from collections.abc import Iterable, Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from stream.cli.answers import Answer, ExplainedAnswer, Explanation, KnownAnswer, Rejected, ReportOfEvent
from stream.cli.lines import SEVERITY_STYLES
from stream.cli.manifests import told
from stream.cli.wording import attributed, counted, joined, kind_of, moment, one_line, placed, timed
from stream.facts import Entity, Evidence, Furniture
from stream.messages import Alert, Story
from stream.record import Outcome

ENTITY_ORDER = (
    "person",
    "organization",
    "group",
    "place",
    "facility",
    "event",
    "product",
    "weapon",
    "money",
    "quantity",
)
UNPUBLISHED: Mapping[Outcome, str] = {
    "duplicate": "this feed has the story as it is",
    "late": "this feed has a newer version of the story",
    "held": "the story is under embargo, and nothing of it is shown",
    "killed": "the agency has taken the story back, in all its versions",
    "not_news": "a note of the agency, and no story",
    "unresolved": "it speaks of a story that this feed does not have, or of one of several",
    "unchanged": "it changes nothing that was shown before",
    "replayed": "it was read before",
}
"""What an input was that added no record."""

QUOTE_LIMIT = 420
FURNITURE_LIMIT = 66


def rendered(answer: Answer | Rejected) -> RenderableType:
    """Return the page of an answer."""
    if isinstance(answer, Rejected):
        return Group(*_rejected(answer), "")
    if answer.story is None:
        return Group(*_known(answer), "")
    return Group(*_page(answer, answer.story), "")


def _rejected(answer: Rejected) -> Iterator[RenderableType]:
    reject = answer.reject
    yield Rule(Text(str(answer.id), style="bold"), align="left", style="red")
    yield Text.assemble((f"rejected: {reject.reason}", "bold red"), f"  {reject.detail}")
    yield Text(f"{reject.stage} · {reject.original.size:,} bytes · sha256 {reject.original.sha256[:16]}…", style="dim")


def _known(answer: Answer) -> Iterator[RenderableType]:
    outcome = answer.outcome if isinstance(answer, KnownAnswer) else "unchanged"
    yield Rule(Text(str(answer.id), style="bold"), align="left", style="dim")
    yield Text(f"{outcome}: {UNPUBLISHED.get(outcome, UNPUBLISHED['unchanged'])}", style="dim")


def _page(answer: Answer, story: Story) -> Iterator[RenderableType]:
    title = one_line(story.headline) or ("(no headline)" if story.state == "active" else f"({story.state})")
    yield Rule(Text(title, style="bold"), align="left", style="cyan")
    yield _about(answer, story)
    if story.state == "active":
        yield from _section("Furniture", len(story.furniture), _furniture(story))
        yield from _section("Entities", len(answer.entities), _entities(answer.entities))
        yield from _section("Events", len(answer.events), _apart(map(_event, answer.events)))
    yield from _section("Alerts", len(answer.alerts), _apart(map(_alert, answer.alerts)))
    if answer.retractions:
        yield from _section("Taken back", len(answer.retractions), _apart(map(told, answer.retractions)))
    if isinstance(answer, ExplainedAnswer):
        yield from _explained(answer.explain, story)


def _section(title: str, number: int, content: Iterable[RenderableType]) -> Iterator[RenderableType]:
    yield Text.assemble("\n", (title, "bold cyan"), (f"  {number or 'none'}", "dim"))
    yield from (Padding(part, (0, 0, 0, 2)) for part in content)


def _grid(*ratios: int | None) -> Table:
    grid = Table.grid(padding=(0, 2), pad_edge=False)
    for ratio in ratios:
        grid.add_column(ratio=ratio, overflow="fold", no_wrap=ratio is None)
    return grid


def _about(answer: Answer, story: Story) -> RenderableType:
    life = joined((story.lifecycle.change, story.state, f"rev {story.rev}"))
    language = f"language {story.language}" if story.language else "language unknown"
    made = moment(story.versionCreated) or "no instant: relative dates stay words"
    grid = _grid(None, 1)
    grid.add_row(Text("story", style="dim"), Text(joined((str(answer.id), story.provider, life, language))))
    grid.add_row(Text("made", style="dim"), Text(made))
    if story.reason:
        grid.add_row(Text("because", style="dim"), Text(one_line(story.reason)))
    if story.lifecycle.edges:
        grid.add_row(Text("links", style="dim"), Text(joined(f"{e.type} {e.story_id}" for e in story.lifecycle.edges)))
    if story.edNote:
        grid.add_row(Text("note", style="dim"), Text(one_line(story.edNote)))
    if story.dateline:
        where = joined((story.dateline.place, story.dateline.country), ", ")
        grid.add_row(Text("dateline", style="dim"), Text(joined((one_line(story.dateline.text), where), "  →  ")))
    for warning in story.warnings:
        grid.add_row(Text("warning", style="yellow"), Text(warning))
    return grid


def _furniture(story: Story) -> Iterator[RenderableType]:
    if not story.furniture:
        return
    grid = _grid(None, None, 1)
    for piece in story.furniture:
        grid.add_row(Text(piece.kind.replace("_", " ")), _offsets(piece), Text(_quoted(story, piece), style="dim"))
    yield grid


def _quoted(story: Story, piece: Furniture) -> str:
    return one_line((story.body or "")[piece.start : piece.end], FURNITURE_LIMIT)


def _offsets(span: Furniture | Evidence) -> Text:
    return Text(f"{span.start}–{span.end}", style="dim", justify="right")


def _entities(entities: tuple[Entity, ...]) -> Iterator[RenderableType]:
    if not entities:
        return
    grid = _grid(None, 1)
    for kind in ENTITY_ORDER:
        of_kind = [entity for entity in entities if entity.type == kind]
        if of_kind:
            of_kind.sort(key=lambda entity: (-len(entity.mentions), entity.mentions[0].start if entity.mentions else 0))
            grid.add_row(Text(kind, style="dim"), Text(" · ").join(map(_entity, of_kind)))
    yield grid


def _entity(entity: Entity) -> Text:
    times = f" ×{len(entity.mentions)}" if len(entity.mentions) > 1 else ""
    country = f" {entity.place.country}" if entity.place and entity.place.country else ""
    return Text.assemble(entity.name, (country, "green"), (times, "dim"))


def _apart(parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
    """Yield the parts with an empty line between two."""
    for index, part in enumerate(parts):
        if index:
            yield ""
        yield part


def _event(event: ReportOfEvent) -> RenderableType:
    kind = Text(kind_of(event), style="bold")
    counts = Text(", ".join(map(counted, event.counts)), style="bold magenta")
    where = Text(joined((placed(event.place), timed(event.time))), style="green")
    how = Text(joined((event.status, event.scope, _share("confidence", event.confidence))), style="dim")
    said = (
        Text("says " + ", ".join(map(attributed, event.attributed_to)), style="yellow") if event.attributed_to else None
    )
    lines = [Text("  ").join(part for part in (kind, counts, where) if part)]
    lines.append(Text("  ").join(part for part in (how, said) if part))
    lines.extend(_evidence(piece) for piece in event.evidence)
    return Group(lines[0], Padding(Group(*lines[1:]), (0, 0, 0, 2)))


def _share(name: str, value: float | None) -> str | None:
    return None if value is None else f"{name} {value:.2f}"


def _evidence(piece: Evidence) -> Text:
    where = f" {piece.text_of} {piece.start}–{piece.end}"
    return Text.assemble((f"“{one_line(piece.exact, QUOTE_LIMIT)}”", "italic"), (where, "dim"))


def _alert(alert: Alert) -> RenderableType:
    style = SEVERITY_STYLES.get(alert.severity, "bold")
    label = {"Alert": alert.severity, "Update": f"Update {alert.severity}", "Cancel": "Cancel"}[alert.msgType]
    head = Text.assemble((f"{label:<8}", style), " ", (one_line(alert.headline) or alert.type or "", "bold"))
    levels = () if alert.msgType == "Cancel" else (alert.urgency, alert.certainty)
    terms = joined((f"rule {alert.rule}", *levels, alert.status, ", ".join(alert.category)))
    reasons = Text(f"because {' · '.join(alert.why)}") if alert.why else Text(alert.reason or "")
    return Group(head, Padding(Group(reasons, Text(terms, style="dim")), (0, 0, 0, 2)))


def _explained(explain: Explanation, story: Story) -> Iterator[RenderableType]:
    yield from _section("Steps", len(explain.steps), _steps(explain))
    yield from _section("Sentences read", len(explain.sentences), _sentences(explain, story))
    yield from _section("Numbers found", len(explain.quantities), _quantities(explain))


def _steps(explain: Explanation) -> Iterator[RenderableType]:
    grid = _grid(None, None, None)
    for step in explain.steps:
        outcomes = ", ".join(f"{number} {outcome}" for outcome, number in step.outcomes.items())
        grid.add_row(Text(step.stage), Text(outcomes), Text(f"{step.milliseconds:.1f} ms", justify="right"))
    yield grid


def _sentences(explain: Explanation, story: Story) -> Iterator[RenderableType]:
    grid = _grid(None, None, 1)
    for one in explain.sentences:
        text = (story.headline if one.text_of == "headline" else story.body) or ""
        grid.add_row(
            Text(one.text_of), Text(f"{one.start}–{one.end}", style="dim"), Text(one_line(text[one.start : one.end]))
        )
    yield grid


def _quantities(explain: Explanation) -> Iterator[RenderableType]:
    grid = _grid(None, None, None, 1)
    for one in explain.quantities:
        bounds = f"{one.low} / {one.best} / {one.high}"
        who = joined((one.unit, one.who, "a part of another" if one.part_of else None))
        grid.add_row(Text(one.text), Text(f"{one.text_of} {one.start}–{one.end}", style="dim"), Text(bounds), Text(who))
    yield grid

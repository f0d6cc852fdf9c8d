"""What the checks prove, on flows small enough to see it."""

from dialogs.flows.checks import Known, faults_of
from dialogs.flows.model import Case, Everywhere, Flow, FlowSet, Line, Reaction, Reprompts, Step
from dialogs.flows.vocabulary import REACTIONS

TEXTS = {key: frozenset[str]() for key in ("a", "b", "c", "yes", "no")}
TEXTS["of_service"] = frozenset({"service"})
THREE = Reprompts(("a", "b", "c"), ("a", "b", "c"))
HELP = (Line("yes", flow="visit"),)
EVERYWHERE = Everywhere({name: Reaction(say=("a",)) for name in REACTIONS}, THREE, after_three=HELP)


def codes(*flows: Flow, everywhere: Everywhere = EVERYWHERE) -> list[tuple[str, str, str]]:
    """What is found: code, flow, step."""
    found = faults_of(FlowSet({flow.name: flow for flow in flows}, everywhere), Known(TEXTS))
    return [
        (f.code, f.flow, str(f.path[1]) if len(f.path) > 1 else "") for f in found if f.severity == "error"
    ]


def flow(name: str, needs: tuple[str, ...] = (), **steps: Step) -> Flow:
    """A flow that starts with its first step."""
    return Flow(name, next(iter(steps)), steps, needs)


def ask(yes: str, no: str, confirms: str = "") -> Step:
    """A question with two choices, one of which confirms."""
    return Step(say=("a",), choices=(Line("yes", yes, confirms=confirms), Line("no", no)))


STAFF = {"called": "end"}


def test_what_was_done_must_be_asked_for_again() -> None:
    once = Step(action="call_staff", on={"called": "twice"})
    twice = Step(action="call_staff", on={"called": "leave"})
    visit = flow("visit", sure=ask("once", "leave", "call_staff"), once=once, twice=twice)
    assert codes(visit) == [("missing-confirmation", "visit", "twice")]


def test_one_way_without_asking_is_enough_to_be_told() -> None:
    call = Step(action="call_staff", on={"called": "leave"})
    both = flow("visit", sure=ask("call", "other", "call_staff"), other=ask("call", "leave"), call=call)
    assert codes(both) == [("missing-confirmation", "visit", "call")]


def test_asking_for_something_else_is_not_asking() -> None:
    call = Step(action="call_staff", on={"called": "leave"})
    assert codes(flow("visit", sure=ask("call", "leave", "read_card"), call=call)) == [
        ("missing-confirmation", "visit", "call")
    ]


def test_a_flow_may_leave_the_asking_to_all_its_callers() -> None:
    comes = flow("comes", call=Step(action="call_staff", on=STAFF))
    asks = flow("visit", sure=ask("go", "leave", "call_staff"), go=Step(flow="comes", next="leave"))
    assert codes(asks, comes) == []
    asks_not = flow("visit", sure=ask("go", "leave"), go=Step(flow="comes", next="leave"))
    assert codes(asks_not, comes) == [("missing-confirmation", "comes", "call")]


def test_among_callers_those_who_do_not_ask_are_told() -> None:
    comes = flow("comes", call=Step(action="call_staff", on=STAFF))
    asks = flow("visit", sure=ask("go", "leave", "call_staff"), go=Step(flow="comes", next="leave"))
    commands = {**EVERYWHERE.commands, "call_staff": Reaction(flow="comes")}
    assert codes(asks, comes, everywhere=Everywhere(commands, THREE, after_three=HELP)) == [
        ("missing-confirmation", "", "call_staff")
    ]


def test_what_is_asked_for_in_a_flow_holds_after_it() -> None:
    sure = flow("sure", sure=ask("end", "leave", "call_staff"))
    call = Step(action="call_staff", on={"called": "leave"})
    assert codes(flow("visit", ask=Step(flow="sure", next="call"), call=call), sure) == []


def test_going_round_through_other_flows_without_waiting_is_told() -> None:
    silent = flow("silent", only=Step(say=("a",), next="end"))
    visit = flow("visit", one=Step(flow="silent", next="two"), two=Step(say=("a",), next="start"))
    assert ("endless-loop", "visit", "one") in codes(visit, silent)
    asking = flow("silent", only=ask("end", "leave"))
    assert codes(visit, asking) == []


def test_going_round_by_way_of_the_start_is_told() -> None:
    again = flow("again", only=Step(say=("a",), next="start"))
    assert ("endless-loop", "visit", "one") in codes(
        flow("visit", one=Step(flow="again", next="leave")), again
    )


def test_a_failing_device_is_not_waited_for() -> None:
    sure = ask("call", "leave", "call_staff")
    call = Step(action="call_staff", on={"called": "call"})
    assert ("endless-loop", "visit", "call") in codes(flow("visit", sure=sure, call=call))


def test_circles_over_several_flows_are_told_in_each() -> None:
    visit = flow("visit", one=Step(flow="left", next="leave"))
    left = flow("left", one=Step(flow="right", next="end"))
    right = flow("right", one=Step(flow="left", next="end"))
    assert codes(visit, left, right) == [
        ("endless-sub-flow", "left", "one"),
        ("endless-sub-flow", "right", "one"),
    ]


def test_a_list_that_may_be_empty_needs_another_way() -> None:
    def why(**more: object) -> Flow:
        step = Step(say=("a",), ask="reason", choices_from="priority_reasons", next="leave", **more)  # type: ignore[arg-type]
        return flow("visit", why=step)

    assert codes(why()) == [("missing-next", "visit", "why")]
    assert codes(why(if_none="leave")) == codes(why(choices=(Line("no", "leave"),))) == []


def test_a_slot_is_filled_only_if_every_way_fills_it() -> None:
    said = Step(say=("of_service",), next="leave")
    which = Step(
        say=("a",), ask="service", choices_from="services", choices=(Line("no", "said"),), next="said"
    )
    assert codes(flow("visit", which=which, said=said)) == [("unset-slot", "visit", "said")]
    sure = Step(say=("a",), ask="service", choices_from="services", next="said")
    assert codes(flow("visit", which=sure, said=said)) == []


def test_a_condition_that_a_slot_is_known_fills_it() -> None:
    said = Step(say=("of_service",), next="end")
    look = Step(when=(Case("said", "service", "known"),), otherwise="end")
    sub = Flow("sub", "look", {"look": look, "said": said}, may_have=("service",))
    assert codes(flow("visit", one=Step(flow="sub", next="leave")), sub) == []
    wrong = Step(when=(Case("said", "service", "unknown"),), otherwise="end")
    sub = Flow("sub", "look", {"look": wrong, "said": said}, may_have=("service",))
    assert codes(flow("visit", one=Step(flow="sub", next="leave")), sub) == [("unset-slot", "sub", "said")]


def test_what_a_flow_gives_is_filled_in_its_caller() -> None:
    which = Step(say=("a",), ask="service", choices_from="services", next="end")
    sub = Flow("sub", "which", {"which": which}, gives=("service",))
    visit = flow("visit", one=Step(flow="sub", next="two"), two=Step(say=("of_service",), next="leave"))
    assert codes(visit, sub) == []


def test_faults_in_one_flow_do_not_hide_those_of_another() -> None:
    visit = flow("visit", one=Step(say=("x",), next="leave"))
    sub = flow("sub", one=ask("end", "nowhere"))
    assert {code for code, _, _ in codes(visit, sub)} == {"unknown-text", "unknown-step"}

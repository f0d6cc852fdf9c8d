"""One attempt to put a ticket on paper: at least once, again only after a doubt, and then marked."""

from state_machines import effects as do
from state_machines.row import Row
from state_machines.table import Table

STATES = {
    "queued": "The journal has planned the paper",
    "preflight": "The printer is asked",
    "waiting": "The printer cannot print now; its status says why",
    "sent": "The intent is durable; bytes are leaving",
    "printed": "The printer has proved the picture",
    "cut": "The printer has proved the cut",
    "presented": "The ticket can be taken",
    "uncertain": "Nobody can know; only a person closes it",
    "not_needed": "The number was called without its paper",
}

EVENTS = {
    "take": "the worker takes the oldest planned paper",
    "ready": "the printer can print",
    "not_ready": "cover, paper, cutter, offline or no answer",
    "wake": "the printer's status changed, or it is time to look again",
    "dropped": "the journal no longer wants this paper",
    "refused": "the printer refused before a byte left",
    "printed": "proof of the picture",
    "cut": "proof of the cut",
    "doubt": "an error after bytes may have left",
    "recorded": "the result is durable",
}

TABLE: Table[None] = Table(
    name="print_job",
    initial="queued",
    states=STATES,
    events=EVENTS,
    final=("presented", "uncertain", "not_needed"),
    rows=(
        Row("queued", "take", "preflight", "In the order of the journal", None, (do.AskPrinter(),)),
        Row(
            "preflight",
            "ready",
            "sent",
            "Drawn first, then the intent, then the first byte",
            None,
            (do.DrawPicture(), do.WriteSent(), do.PrintPicture()),
        ),
        Row("preflight", "not_ready", "waiting", "Nothing was sent", None, (do.WaitForPrinter(),)),
        Row("waiting", "wake", "preflight", "Asked again", None, (do.AskPrinter(),)),
        Row("waiting", "dropped", "not_needed", "Too late for paper"),
        Row(
            "sent",
            "refused",
            "waiting",
            "The intent is taken back",
            None,
            (do.WriteNotSent(), do.WaitForPrinter()),
        ),
        Row("sent", "printed", "printed", "The number is on paper", None, (do.CutPaper(),)),
        Row(
            ("sent", "printed"),
            "doubt",
            "uncertain",
            "The journal plans a marked reprint",
            None,
            (do.WriteUncertain(), do.RecoverPrinter()),
        ),
        Row("printed", "cut", "cut", "Never done without proof", None, (do.WriteDone(),)),
        Row("cut", "recorded", "presented", "Without a sensor nobody knows whether it is taken"),
    ),
)

"""How long anything may take, in seconds: the product's documented times, and a margin for a busy moment."""

MARGIN_S = 0.5

# The screen (docs/reference/state-machines.md, diagrams of the visit).
WARN_S = 45.0  # a screen without a touch warns
TICKET_S = 30.0  # the screen with the number warns sooner
CLEAR_S = 20.0  # the warning, WCAG 2.2.1
PRINT_S = 30.0  # from the wish for a checklist to what became of it
ISSUE_S = 5.0  # from the last touch to a number or a clear message
ACT_TOLD_S = 1.0  # between an act and the moment the person tells of it

# The robot.
BACK_S = 3.0  # from a crash to service, the disk being well
START_S = 3.0  # from its start to service, the disk being well
BACK_WELL_DISK_S = (
    45.0  # from a disk that is well again: the longest pause between two starts, one slow commit
)
MODE_S = 1.5  # how late an opening or a closing may be noticed (it is looked for every second)

# Staff are told.
SETTLE_S = 1.0  # a fault must stay so long to be told, and stay away so long to be over
TOLD_S = SETTLE_S + MARGIN_S
GONE_TOLD_S = 20.0  # a cable out, a printer off: silence, a question amid a job, the settling

# Paper.
FIRST_S = 1.0  # a ticket planned so long ago is printed before a leaflet
SENT_S = (
    120.0  # from the intent to a proof or a doubt: proof, looks, recovery of a printer that answers slowly
)
USED_AGAIN_S = (
    90.0  # from a printer that is well to the next step of a paper: the longest pause between two tries
)
# to leave an error of the cutter is 60 s, the longest between two looks at the journal 30 s
WELL_BEFORE_STOP_S = 300.0  # so long before the end of a day a well printer has caught up with nobody new

# People.
ANSWER_S = 20.0  # between a commit and the moment its answer is seen: a slow disk answers twice
READ_S = 120.0  # between that moment and the one at which a slow reader tells of it
STAFF_TOLD_S = 10.0  # between an act of staff and the moment they tell of it
JOINED_S = 10.0  # who joined the line so long ago is seen by every call

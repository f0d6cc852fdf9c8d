"""Every family there is, in the order of the page. docs/reference/metrics.md is made from this table."""

from kiosk.metrics.family import Family, Kind

QUICK_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

INFO = Family("kiosk_info", Kind.GAUGE, "1; the version of the program", ("version",))
MODE = Family("kiosk_mode", Kind.GAUGE, "1 for the mode the robot is in, 0 for the others", ("mode",))
TROUBLE = Family(
    "kiosk_trouble", Kind.GAUGE, "1 while staff are told of this fault", ("device", "fault", "action")
)
TROUBLES = Family(
    "kiosk_troubles_total", Kind.COUNTER, "Faults staff were told of, since the start", ("device", "fault")
)
ISSUED = Family("kiosk_tickets_issued_total", Kind.COUNTER, "Numbers given by this process", ("service",))
STEPS = Family(
    "kiosk_counter_steps_total", Kind.COUNTER, "Steps at the counters through this process", ("step",)
)
WAITING = Family("kiosk_waiting", Kind.GAUGE, "People who wait for a service now", ("service",))
EFFECTS = Family(
    "kiosk_effects_total",
    Kind.COUNTER,
    "Papers and treats that came into a state of the journal in this process",
    ("kind", "state"),
)
UNCERTAIN = Family("kiosk_effects_uncertain", Kind.GAUGE, "Doubts of the journal a person must settle")
VISITS = Family(
    "kiosk_visits_total",
    Kind.COUNTER,
    "Visits at the screen by how they ended: ticket, trouble, or left without either",
    ("outcome",),
)
PRINTER = Family(
    "kiosk_printer_state", Kind.GAUGE, "1 for the state the printer is in, in words of XFS4IoT", ("state",)
)
PAPER = Family("kiosk_printer_paper", Kind.GAUGE, "1 for the state of its paper", ("paper",))
OUTAGES = Family("kiosk_printer_outages_total", Kind.COUNTER, "How often the printer was lost")
STORE_OK = Family("kiosk_store_ok", Kind.GAUGE, "1 when the store answered for this page")
STORE = Family(
    "kiosk_store_seconds",
    Kind.HISTOGRAM,
    "Time until the store had answered; a write is durable then",
    ("operation",),
    QUICK_S,
)
STORE_FAILURES = Family(
    "kiosk_store_failures_total", Kind.COUNTER, "What the store could not do", ("operation", "error")
)
BACKUPS = Family("kiosk_backups_total", Kind.COUNTER, "Attempts at the nightly copy", ("outcome",))
BACKUP_AT = Family(
    "kiosk_backup_last_success_timestamp_seconds", Kind.GAUGE, "When the newest nightly copy was made"
)
REQUESTS = Family(
    "kiosk_http_requests_total", Kind.COUNTER, "Answers by part of the pages and status", ("part", "status")
)
LAG = Family(
    "kiosk_event_loop_lag_seconds",
    Kind.HISTOGRAM,
    "How late the event loop woke up, looked at every 5 s",
    (),
    QUICK_S,
)
CPU = Family("process_cpu_seconds_total", Kind.COUNTER, "CPU time used")
MEMORY = Family("process_resident_memory_bytes", Kind.GAUGE, "Memory in use")
FILES = Family("process_open_fds", Kind.GAUGE, "Open files")
MOST_FILES = Family("process_max_fds", Kind.GAUGE, "Most open files allowed")
THREADS = Family("process_threads", Kind.GAUGE, "Threads")
STARTED = Family("process_start_time_seconds", Kind.GAUGE, "When the robot started")

FAMILIES = (
    INFO,
    MODE,
    TROUBLE,
    TROUBLES,
    ISSUED,
    STEPS,
    WAITING,
    EFFECTS,
    UNCERTAIN,
    VISITS,
    PRINTER,
    PAPER,
    OUTAGES,
    STORE_OK,
    STORE,
    STORE_FAILURES,
    BACKUPS,
    BACKUP_AT,
    REQUESTS,
    LAG,
    CPU,
    MEMORY,
    FILES,
    MOST_FILES,
    THREADS,
    STARTED,
)

"""What the launcher can be told, and what it answers; anything but `OK` says what went wrong."""

START, STOP, KILL, CONNECT = "start", "stop", "kill", "connect"
NO_READER = "no_reader"  # after START: without the virtual reader, as if it were unplugged
OK = "ok"

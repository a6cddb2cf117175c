/** A program for Python that lends a command a terminal of 80 columns and 40 lines, with its own stdin and stdout at the other end. */
export const PTY_BRIDGE = `
import fcntl, os, pty, select, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
sources = [terminal, 0]
while True:
    ready = select.select(sources, [], [])[0]
    if 0 in ready:
        typed = os.read(0, 4096)
        if typed:
            os.write(terminal, typed)
        else:
            sources.remove(0)
    if terminal in ready:
        try:
            printed = os.read(terminal, 65536)
        except OSError:
            printed = b""
        if not printed:
            break
        os.write(1, printed)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`

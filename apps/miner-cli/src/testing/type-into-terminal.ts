import { spawn, spawnSync } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { minerCommand } from './spawn-miner.ts'

/** What is typed when something has been printed since the last answer. */
export interface Answer {
  readonly see: string
  readonly type: string
}

/** What somebody at the terminal would have seen, without its control sequences. */
export interface TerminalSession {
  readonly exitCode: number
  readonly screen: string
}

/** Pseudo terminals come from Python's `pty`, since Node has none. */
export const hasPseudoTerminal = spawnSync('python3', ['-c', 'import pty']).status === 0

const DRIVER = `
import fcntl, json, os, pty, re, select, struct, sys, termios, time
spec = json.loads(sys.stdin.read())
pid, fd = pty.fork()
if pid == 0:
    os.chdir(spec["cwd"])
    os.execvpe(spec["command"][0], spec["command"], spec["env"])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
control = re.compile(r"\\x1b\\[[0-9;?]*[A-Za-z]|\\r")
raw, start, answers, deadline = b"", 0, spec["answers"], time.time() + 90
while time.time() < deadline:
    if fd in select.select([fd], [], [], 1)[0]:
        try:
            chunk = os.read(fd, 65536)
        except OSError:
            break
        if not chunk:
            break
        raw += chunk
    text = control.sub("", raw.decode("utf8", "replace"))
    if answers and answers[0]["see"] in text[start:]:
        start = len(text)
        os.write(fd, answers.pop(0)["type"].encode())
else:
    os.kill(pid, 9)
status = os.waitpid(pid, 0)[1]
print(json.dumps({"exitCode": os.waitstatus_to_exitcode(status), "screen": control.sub("", raw.decode("utf8", "replace"))}))
`

/** Runs the command line in a pseudo terminal of 80 columns, gives the answers, and waits for its end. */
export function typeIntoTerminal(
  args: readonly string[],
  answers: readonly Answer[],
  { home }: { readonly home: string },
): Promise<TerminalSession> {
  const child = spawn('python3', ['-c', DRIVER], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  child.stdin.end(
    JSON.stringify({
      command: minerCommand(args),
      cwd: home,
      env: { HOME: home, PATH: process.env.PATH, TERM: 'xterm', NO_COLOR: '1' },
      answers,
    }),
  )
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => {
      if (exitCode === 0) resolve(JSON.parse(output) as TerminalSession)
      else reject(new Error(`The pseudo terminal ended with ${exitCode}.`))
    })
  })
}

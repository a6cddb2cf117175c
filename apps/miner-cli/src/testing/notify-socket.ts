import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'

const isThere =
  spawnSync('systemd-notify', ['--version']).status === 0 &&
  spawnSync('python3', ['-c', 'import socket']).status === 0
if (!isThere) process.stderr.write('Skipped: systemd-notify or Python is not installed here.\n')

/** `test`, skipped with a printed line where no machine of systemd's is this one; never with `IG_REQUIRE_PEERS=1`. */
export const systemdTest = test.skipIf(!isThere && process.env.IG_REQUIRE_PEERS !== '1')

/** systemd's end of `NOTIFY_SOCKET`: prints each datagram, and lets go of the descriptors that a barrier sends. */
const LISTEN = `
import os, socket, struct, sys
end = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
end.bind(sys.argv[1])
print("listening", flush=True)
while True:
    data, ancillary, _, _ = end.recvmsg(4096, 4096)
    for level, kind, value in ancillary:
        if kind == socket.SCM_RIGHTS:
            for descriptor in struct.unpack("i" * (len(value) // 4), value):
                os.close(descriptor)
    if not data.startswith(b"BARRIER="):
        print(data.decode(), flush=True)
`

/** A datagram socket as systemd listens on, with what was said on it so far. */
export interface NotifySocket {
  readonly path: string
  readonly said: readonly string[]
}

/** Listens in this folder until the test ends; Node itself has no such sockets. */
export async function openNotifySocket(folder: string): Promise<NotifySocket> {
  const path = join(folder, 'notify.sock')
  const child = spawn('python3', ['-c', LISTEN, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => said.push(line))
  await expect.poll(() => said[0]).toBe('listening')
  said.length = 0
  return { path, said }
}

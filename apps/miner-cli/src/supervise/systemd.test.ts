import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { openNotifySocket, systemdTest } from '../testing/notify-socket.ts'
import { temporaryFolder } from '../testing/spawn-miner.ts'
import { openPm2 } from './pm2.ts'
import { openSystemd } from './systemd.ts'

afterEach(() => {
  vi.useRealTimers()
})

function open(env: Record<string, string>) {
  const said: string[] = []
  const openRelay = () => ({ write: (text: string) => void said.push(text), close: () => {} })
  const supervisor = openSystemd(env, { pid: 7, openRelay })
  onTestFinished(() => supervisor?.close())
  return { supervisor, said }
}

test('nobody is told anything where nobody asked', () => {
  expect(open({}).supervisor).toBeNull()
  expect(openPm2({}, () => {})).toBeNull()
  expect(openPm2({ pm_id: '0' }, null)).toBeNull()
})

test('systemd hears of readiness, of each third of its watchdog that the event loop turned, and of the end', () => {
  vi.useFakeTimers()
  const { supervisor, said } = open({ NOTIFY_SOCKET: '/run/n', WATCHDOG_USEC: '60000000', WATCHDOG_PID: '7' })
  supervisor?.ready('ready: axon 127.0.0.1:8091,\nnetwork local\n')
  expect(said.splice(0)).toEqual(['STATUS=ready: axon 127.0.0.1:8091, network local', 'READY=1'])
  vi.advanceTimersByTime(60_000)
  expect(said.splice(0)).toEqual(['WATCHDOG=1', 'WATCHDOG=1', 'WATCHDOG=1'])
  supervisor?.stopping()
  supervisor?.close()
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual(['STOPPING=1'])
  expect(vi.getTimerCount()).toBe(0)
})

test("another process's watchdog is none of ours, and no watchdog is no timer", () => {
  vi.useFakeTimers()
  open({ NOTIFY_SOCKET: '/run/n', WATCHDOG_USEC: '60000000', WATCHDOG_PID: '8' })
  open({ NOTIFY_SOCKET: '/run/n' })
  expect(vi.getTimerCount()).toBe(0)
})

test('PM2 hears once that the miner is ready', () => {
  const sent: string[] = []
  openPm2({ pm_id: '0' }, (message) => sent.push(message))?.ready('words')
  expect(sent).toEqual(['ready'])
})

systemdTest('what is said arrives on a datagram socket, in its order', async () => {
  const { path, said } = await openNotifySocket(temporaryFolder())
  const env = { PATH: process.env.PATH, NOTIFY_SOCKET: path }
  const supervisor = openSystemd(env)
  supervisor?.ready('the "words" of $HOME; they stay \\n words')
  supervisor?.stopping()
  supervisor?.close()
  await expect.poll(() => said.length).toBe(3)
  expect(said).toEqual(['STATUS=the "words" of $HOME; they stay \\n words', 'READY=1', 'STOPPING=1'])
})

import { readdir } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, type Registry } from 'prom-client'

const LAG_RESOLUTION_MS = 20
const LAGS = [
  ['p50', 50],
  ['p99', 99],
  ['max', 100],
] as const

/**
 * Adds what every Node process tells, under the names that dashboards know. prom-client's own set cannot be ended
 * again, and watches every collection of garbage.
 */
export function createProcessMetrics(registry: Registry): {
  update(): Promise<void>
  stop(): void
} {
  const registers = [registry]
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers })
  const cpu = new Counter({ name: 'process_cpu_seconds_total', help: 'Processor time used.', registers })
  const started = gauge('process_start_time_seconds', 'When the process began.')
  const resident = gauge('process_resident_memory_bytes', 'Memory in use.')
  const descriptors = gauge('process_open_fds', 'Open file descriptors.')
  const heapUsed = gauge('nodejs_heap_size_used_bytes', 'Heap in use.')
  const heapTotal = gauge('nodejs_heap_size_total_bytes', 'Heap that is there.')
  const external = gauge('nodejs_external_memory_bytes', 'Memory outside of the heap.')
  const lags = LAGS.map(([name, percentile]) => ({
    percentile,
    lag: gauge(
      `nodejs_eventloop_lag_${name}_seconds`,
      `How late the main thread was since the last time: ${name}.`,
    ),
  }))
  const version = gauge('nodejs_version_info', 'The version of Node; always 1.', ['version'])
  const delay = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS })
  delay.enable()
  started.set(Date.now() / 1000 - process.uptime())
  version.set({ version: process.version }, 1)

  return {
    async update() {
      const { user, system } = process.cpuUsage()
      cpu.reset()
      cpu.inc((user + system) / 1e6)
      const memory = process.memoryUsage()
      resident.set(memory.rss)
      heapUsed.set(memory.heapUsed)
      heapTotal.set(memory.heapTotal)
      external.set(memory.external)
      for (const { lag, percentile } of lags) {
        // What is measured holds the resolution itself; a histogram without a sample says 511 for anything.
        const lateMs = delay.count === 0 ? 0 : delay.percentile(percentile) / 1e6 - LAG_RESOLUTION_MS
        lag.set(Math.max(0, lateMs) / 1000)
      }
      delay.reset()
      const open = await readdir('/proc/self/fd').catch(() => null)
      if (open === null) descriptors.remove()
      else descriptors.set(open.length)
    },
    stop: () => void delay.disable(),
  }
}

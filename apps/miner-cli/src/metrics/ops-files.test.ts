import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { createHappenings } from '../miner/happenings.ts'
import { statusForTest } from '../testing/status-for-test.ts'
import { createMinerMetrics } from './create-miner-metrics.ts'

const read = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')

/** Every metric that a miner has, and by which names it can be asked for. */
async function exposedNames(): Promise<{ readonly metrics: string[]; readonly series: ReadonlySet<string> }> {
  const view = { status: () => statusForTest({ chain: 'finney' }) }
  const metrics = createMinerMetrics({ happenings: createHappenings(), view })
  onTestFinished(metrics.stop)
  const types = [...(await metrics.text()).matchAll(/^# TYPE (\S+) (\S+)$/gm)]
  const series = types.flatMap(([, name = '', type]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  )
  return { metrics: types.map(([, name = '']) => name), series: new Set(series) }
}

const metricsIn = (text: string) => [...new Set(text.match(/\b(ig|process|nodejs)_[a-z_\d]+/g))]

test.each(['ops/grafana/ig-miner.json', 'ops/prometheus/ig-miner.rules.yml'])(
  'every metric that %s names is there',
  async (path) => {
    const named = metricsIn(read(path))
    const { series } = await exposedNames()
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((name) => !series.has(name))).toEqual([])
  },
)

test('the labels that expressions ask for are those that the metrics have', async () => {
  const text = `${read('ops/grafana/ig-miner.json')}${read('ops/prometheus/ig-miner.rules.yml')}`
  const byLabels = [...text.matchAll(/by \(([a-z_, ]+)\)/g)].flatMap(([, labels = '']) => labels.split(', '))
  const known = ['status', 'validator', 'reason', 'basis', 'code', 'kind', 'provider', 'role', 'direction']
  expect(byLabels.filter((label) => ![...known, 'le', 'instance', 'job'].includes(label))).toEqual([])
})

test('the panels of the dashboard have a title, an expression and a place of their own', () => {
  const { panels } = JSON.parse(read('ops/grafana/ig-miner.json')) as {
    panels: { id: number; type: string; title: string; targets?: { expr: string }[]; gridPos: object }[]
  }
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  expect(new Set(panels.map(({ gridPos }) => JSON.stringify(gridPos))).size).toBe(panels.length)
  for (const { type, title, targets } of panels) {
    expect(title).not.toBe('')
    if (type !== 'row') expect(targets?.every(({ expr }) => expr.includes('job="$job"'))).toBe(true)
  }
})

test('the page on monitoring names every metric', async () => {
  const page = read('docs/monitoring.md')
  const { metrics } = await exposedNames()
  expect(metrics.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})

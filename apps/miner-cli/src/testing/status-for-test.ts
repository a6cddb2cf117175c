import type { MinerStatusJson } from '../miner/miner-status-json.ts'

/** What a miner that is well says of itself; of a network without a chain unless one is named. */
export function statusForTest({ chain }: { readonly chain?: string } = {}): MinerStatusJson {
  return {
    health: 'ok',
    reasons: [],
    pid: 4711,
    startedAt: '2026-01-01T00:00:00.000Z',
    network: chain ?? 'sandbox',
    netuid: 1,
    axon: { ip: '127.0.0.1', port: 8091, hotkey: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY' },
    dashboard: 'http://127.0.0.1:8092',
    dataDir: '/data',
    chain:
      chain === undefined
        ? null
        : {
            connected: true,
            endpoint: 'wss://chain.example',
            block: 5_000_000,
            headAgeSeconds: 6,
            drops: 0,
            problem: null,
            metagraph: { block: 4_999_950, ageSeconds: 600, neurons: 256 },
            axon: null,
          },
    registration:
      chain === undefined ? null : { uid: 7, immuneBlocksLeft: 0, openPlaces: 0, replacedBefore: 90 },
    forecaster: 'llm',
    events: {
      live: 300,
      forecast: 300,
      byBasis: { model: 250, market: 40, prior: 10 },
      forecastAgeSeconds: { median: 900, oldest: 7_200 },
      due: 12,
      inFlight: 4,
    },
    interval: { startedAt: '2026-01-01T00:00:00.000Z', answeredShare: 0.98 },
    validators: [
      {
        hotkey: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
        lastQueryAt: '2026-01-01T01:00:00.000Z',
        answers: 1_200,
        p50Ms: 3.5,
      },
    ],
    requests: { total: 1_300, byStatus: { 200: 1_200, 401: 100 }, waiting: 0 },
    policy: { on: true, refused: {} },
    spend: {
      todayUsd: 0.5,
      capUsd: 2,
      usedUp: false,
      byRole: { reason: 0.4, news: 0.1 },
      byProvider: { openai: 0.4, exa: 0.1 },
      providerOfModel: { 'gpt-4.1': 'openai' },
    },
    store: { degraded: null, pendingWrites: 0, lostWrites: 0, bytes: 8_388_608 },
    disk: { freeBytes: 40e9, totalBytes: 100e9 },
    clock: { offsetMs: 120, servers: 3 },
    providers: [
      {
        kind: 'model',
        name: 'gpt-4.1',
        down: false,
        failures: 0,
        failuresInARow: 0,
        lastCode: null,
        lastFailureAt: null,
        lastSuccessAt: '2026-01-01T00:59:00.000Z',
      },
    ],
    memory: { rssBytes: 2e8, heapTotalBytes: 1e8, heapUsedBytes: 8e7, externalBytes: 1e7 },
  }
}

import { z } from 'zod'

/** What `status` reads of a running miner's answer; everything else in it is passed on as it came. */
export const minerStatus = z.looseObject({
  health: z.enum(['ok', 'degraded']),
  reasons: z.array(z.string()),
  pid: z.int(),
  startedAt: z.iso.datetime(),
  network: z.string(),
  netuid: z.number(),
  /** Null before it answers. */
  axon: z.looseObject({ ip: z.string(), port: z.number() }).nullable(),
  dashboard: z.string().nullable().catch(null),
  chain: z
    .looseObject({
      connected: z.boolean(),
      endpoint: z.string(),
      block: z.number().nullable(),
      headAgeSeconds: z.number().nullable(),
    })
    .nullable(),
  registration: z.looseObject({ uid: z.number(), immuneBlocksLeft: z.number().nullable() }).nullable(),
  policy: z.looseObject({ refused: z.record(z.string(), z.number()) }),
  events: z.looseObject({ live: z.number(), forecast: z.number(), due: z.number() }),
  interval: z.looseObject({ answeredShare: z.number().nullable() }),
  validators: z.array(
    z.looseObject({ hotkey: z.string(), lastQueryAt: z.string(), answers: z.number(), p50Ms: z.number() }),
  ),
  spend: z.looseObject({
    todayUsd: z.number(),
    capUsd: z.number(),
    byRole: z.record(z.string(), z.number()),
    byProvider: z.record(z.string(), z.number()),
  }),
})

/** The same, read. */
export type MinerStatusSeen = z.output<typeof minerStatus>

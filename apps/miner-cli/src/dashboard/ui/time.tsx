import { durationText } from '../../output/duration-text.ts'
import { utc } from './format.ts'

/** How long ago something was, with the moment in UTC for whoever points at it or has it read out. */
export const Ago = ({ atMs, nowMs }: { atMs: number; nowMs: number }) => (
  <time datetime={new Date(atMs).toISOString()} title={`${utc(atMs)} UTC`}>
    {durationText(nowMs - atMs)} ago
  </time>
)

/** How long until something is. */
export const Until = ({ atMs, nowMs }: { atMs: number; nowMs: number }) => (
  <time datetime={new Date(atMs).toISOString()} title={`${utc(atMs)} UTC`}>
    in {durationText(atMs - nowMs)}
  </time>
)

/** A moment in UTC. */
export const At = ({ ms }: { ms: number }) => <time datetime={new Date(ms).toISOString()}>{utc(ms)}</time>

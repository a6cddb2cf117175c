import type { AxonEvent } from '@ig/axon'
import { Counter, Histogram, type Registry } from 'prom-client'
import { createValidatorLabels } from './validator-labels.ts'
import { verificationReason } from './verification-reason.ts'

/** From half a millisecond, which an answer from memory takes, to what a validator waits at most. */
const LATENCY_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 12]

/** Counts requests. It stands on the way of each of them: what a label needs is looked up once and kept. */
export function createRequestMetrics(registry: Registry, nowMs: () => number): (event: AxonEvent) => void {
  const registers = [registry]
  const requests = new Counter({
    name: 'ig_requests_total',
    help: 'Requests that reached a synapse or were refused, by HTTP status and by validator; strangers are one.',
    labelNames: ['status', 'validator'],
    registers,
  })
  const duration = new Histogram({
    name: 'ig_request_duration_seconds',
    help: 'Time from a request to its answer or refusal.',
    labelNames: ['outcome'],
    buckets: LATENCY_SECONDS,
    registers,
  })
  const failures = new Counter({
    name: 'ig_verification_failures_total',
    help: 'Requests whose sender did not verify (status 401), by reason.',
    labelNames: ['reason'],
    registers,
  })
  const unwritten = new Counter({
    name: 'ig_nonces_unwritten_total',
    help: 'Answered requests whose nonce could not be written down, so that a restart would not know it.',
    registers,
  })
  const outcomes = {
    answered: duration.labels('answered'),
    refused: duration.labels('refused'),
    failed: duration.labels('failed'),
  }
  const labels = createValidatorLabels({
    make: (validator) => ({ validator, byStatus: new Map<number, { inc(): void }>() }),
    forget(validator, { byStatus }) {
      for (const status of byStatus.keys()) requests.remove(String(status), validator)
    },
    nowMs,
  })

  return ({ type, status, caller, durationMs, message }) => {
    if (type === 'degraded') {
      unwritten.inc()
      return
    }
    const { validator, byStatus } = labels.of(caller === null ? null : caller.ss58)
    let counter = byStatus.get(status)
    if (counter === undefined) {
      counter = requests.labels(String(status), validator)
      byStatus.set(status, counter)
    }
    counter.inc()
    outcomes[type].observe(durationMs / 1000)
    if (status === 401) failures.inc({ reason: verificationReason(message) })
  }
}

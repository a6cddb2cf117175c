import { z } from 'zod'
import { defineSetting } from './setting.ts'

/** Names are tokens; a value is anything printable but a comma. */
const HEADERS = /^[\w-]+=[\x20-\x2b\x2d-\x7e]+(,[\w-]+=[\x20-\x2b\x2d-\x7e]+)*$/

/** Whether the stages of forecasts are traced, and to where. Variables of the name OTEL_* alone change nothing. */
export const tracingSettings = [
  defineSetting({
    name: 'otel.endpoint',
    kind: 'text',
    schema: z.url({ protocol: /^https?$/ }).nullable(),
    default: null,
    accepts: 'an address that begins with http:// or https://',
    doc: 'Send traces of forecasts to this OpenTelemetry collector (OTLP over HTTP; `/v1/traces` is added where it is missing), as in http://127.0.0.1:4318.',
  }),
  defineSetting({
    name: 'otel.headers',
    kind: 'text',
    schema: z.string().regex(HEADERS).nullable(),
    default: null,
    accepts: 'name=value, several with commas between them',
    doc: 'Headers for the collector, such as a key.',
    secret: true,
  }),
  defineSetting({
    name: 'otel.questions',
    kind: 'switch',
    schema: z.boolean(),
    default: false,
    accepts: 'true or false',
    doc: "Put a question's text into its trace; without it a trace has the event's key alone.",
  }),
] as const

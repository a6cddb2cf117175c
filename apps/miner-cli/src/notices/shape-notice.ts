import type { Notice } from './notice.ts'

/** How a notice is written for whoever takes it. */
export type NoticeShape = 'json' | 'slack' | 'discord'

const SIGNS = { trouble: '⚠️', recovery: '✅', test: 'ℹ️' } as const
const CRITICAL_SIGN = '🛑'
/** Discord refuses more than 2,000 characters, Slack cuts at 4,000. */
const MOST_CHARACTERS = 1_900

/** The shape that the address of a webhook asks for; plain JSON where it is nobody's that is known. */
export function shapeOf(url: string, asked: NoticeShape | 'auto'): NoticeShape {
  if (asked !== 'auto') return asked
  const { hostname, pathname } = new URL(url)
  if (hostname === 'hooks.slack.com' || hostname === 'hooks.slack-gov.com') return 'slack'
  const isDiscord = /(^|\.)(discord|discordapp)\.com$/.test(hostname) && pathname.startsWith('/api/')
  return isDiscord ? 'discord' : 'json'
}

/** The body to post, an object for JSON. */
export function shapeNotice(notice: Notice, shape: NoticeShape): object {
  if (shape === 'json') return { schemaVersion: 1, event: 'notice', ...notice }
  const text = words(notice)
  // Without this a text could call everybody of a channel.
  if (shape === 'discord') return { content: cut(text), allowed_mentions: { parse: [] } }
  return { text: cut(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') }
}

function words({ kind, severity, title, text, since, miner }: Notice): string {
  const sign = severity === 'critical' ? CRITICAL_SIGN : SIGNS[kind]
  const over = kind === 'recovery' && since !== null ? `It was told at ${since}. ` : ''
  const uid = miner.uid === null ? '' : `, uid ${miner.uid}`
  const hotkey = miner.hotkey === null ? '' : `, hotkey ${miner.hotkey}`
  return `${sign} ${title}\n${over}${text}\n${miner.network}, subnet ${miner.netuid}${uid}${hotkey}`
}

function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text
}

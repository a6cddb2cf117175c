const HOUR_MINUTES = 60

/** RFC 822, 5.1. What names more than one zone of the world (BST, IST) is not here and counts as unknown. */
const NAMED_ZONE_HOURS: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  EST: -5,
  EDT: -4,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  CET: 1,
  CEST: 2,
}

/** Minutes ahead of UTC by `Z`, `+02:00`, `-0500`, `EST`, `+0200 UTC`; null where the zone is not known. */
export function zoneOffsetMinutes(text: string): number | null {
  const zone = text
    .trim()
    .replace(/^\((.*)\)$/, '$1')
    .toUpperCase()
  // "-0000" says that the zone is unknown (RFC 5322, 3.3).
  if (/^-00:?00$/.test(zone)) return null
  const offset = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?(?: ?UTC)?$/.exec(zone)
  if (offset) {
    const [, sign, hours, minutes = '0'] = offset
    const size = Number(hours) * HOUR_MINUTES + Number(minutes)
    if (size > 14 * HOUR_MINUTES || Number(minutes) > 59) return null
    return sign === '-' ? -size : size
  }
  const hours = Object.hasOwn(NAMED_ZONE_HOURS, zone) ? NAMED_ZONE_HOURS[zone] : undefined
  return hours === undefined ? null : hours * HOUR_MINUTES
}

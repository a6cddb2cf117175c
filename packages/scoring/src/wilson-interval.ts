/** Of the normal distribution, for 95 %. */
const Z_95 = 1.959963984540054

/**
 * Wilson's interval for a share: where the true probability lies with 95 % confidence when `successes` of `count`
 * came true. [0, 1] where nothing was counted. Source: Wilson 1927.
 */
export function wilsonInterval(successes: number, count: number, z = Z_95): { low: number; high: number } {
  if (count === 0) return { low: 0, high: 1 }
  const share = successes / count
  const centre = share + z ** 2 / (2 * count)
  const half = z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2))
  const scale = 1 + z ** 2 / count
  return { low: Math.max(0, (centre - half) / scale), high: Math.min(1, (centre + half) / scale) }
}

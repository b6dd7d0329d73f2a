/** The decimal times ten to the power of `places`. Digits beyond are cut off. */
function scaled(decimal: string, places: number): bigint {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:[.](\d+))?(?:[eE]([+-]?\d+))?$/.exec(decimal) ?? []
  const digits = BigInt(whole + fraction)
  const power = places - fraction.length + Number(exponent)
  const size = power < 0 ? digits / 10n ** BigInt(-power) : digits * 10n ** BigInt(power)
  return sign ? -size : size
}

/** The decimal as engines print it: every place, without exponent, zero without sign. */
export function decimalText(decimal: string, places: number): string {
  const units = scaled(decimal, places)
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** Places of the finest bound that a column is declared with. */
const finest = 8

/** Whether one decimal is less than another, exactly. */
export const isLess = (one: string, other: string): boolean => scaled(one, finest) < scaled(other, finest)

/** Whole cents as a decimal text with two places. */
export function money(cents: number): string {
  const whole = Math.floor(cents / 100)
  const rest = cents - whole * 100
  return `${whole}.${rest < 10 ? '0' : ''}${rest}`
}

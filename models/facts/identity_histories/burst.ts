/** Days before the moment in which orders and claims are a burst. */
export const burstDays = 30

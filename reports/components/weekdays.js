/** Days of the week as the snapshot numbers them: Monday is 1. */
export const WEEKDAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** Short, for heads of columns. */
export const WEEKDAYS = WEEKDAY_NAMES.map((name) => name.slice(0, 3))

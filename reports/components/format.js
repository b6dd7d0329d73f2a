// How figures are written, the same on every page. Missing figures are an en dash, never a zero.
const LOCALE = 'en-GB'
const NONE = '–'
const missing = (value) => value === null || value === undefined || Number.isNaN(value)

/** 1234.5 → "€1,234.50"; whole units from 10,000 up unless cents are asked for. */
export function money(value, currency, cents = Math.abs(value) < 10_000) {
  if (missing(value)) return NONE
  const digits = cents ? 2 : 0
  return new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)
}

export function count(value) {
  return missing(value) ? NONE : new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 }).format(value)
}

/** 0.9214 → "92.1%"; two decimals below one percent, where they matter. */
export function share(value) {
  if (missing(value)) return NONE
  const digits = value !== 0 && Math.abs(value) < 0.01 ? 2 : 1
  return `${(value * 100).toFixed(digits)}%`
}

export function decimal(value, digits = 1) {
  return missing(value) ? NONE : new Intl.NumberFormat(LOCALE, { maximumFractionDigits: digits }).format(value)
}

/** 1.5 → "+1.5 bits" */
export function bits(value) {
  if (missing(value)) return NONE
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(1)} bits`
}

/** A metric's value in its unit. */
export function inUnit(value, unit, currency) {
  if (missing(value)) return 'no data'
  if (unit === 'share') return share(value)
  if (unit === 'money') return money(value, currency)
  if (unit === 'hours') return `${decimal(value)} h`
  if (unit === 'days') return `${decimal(value)} days`
  if (unit === 'points') return decimal(value, 2)
  return count(value)
}

/** "2026-03" → "March 2026"; with a narrow second form for axes, "Mar 26". */
export function month(text, narrow = false) {
  const date = new Date(`${text.slice(0, 7)}-01T00:00:00Z`)
  const options = narrow ? { month: 'short', year: '2-digit' } : { month: 'long', year: 'numeric' }
  return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: 'UTC' }).format(date)
}

/** "January to March 2026" */
export function spanOfMonths(first, last) {
  if (first === last) return month(last)
  const [from, to] = [month(first), month(last)]
  return from.slice(-4) === to.slice(-4) ? `${from.slice(0, -5)} to ${to}` : `${from} to ${to}`
}

/** "2026-03-31" → "31 Mar 2026" */
export function day(text) {
  if (missing(text)) return NONE
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }
  return new Intl.DateTimeFormat(LOCALE, options).format(new Date(`${text}T00:00:00Z`))
}

/** "not_received" → "Not received" */
export function words(name) {
  if (missing(name) || name === '') return NONE
  const spaced = name.replaceAll('_', ' ')
  return spaced[0].toUpperCase() + spaced.slice(1)
}

/** 1, "parcel" → "1 parcel"; 1200 → "1,200 parcels" */
export function counted(value, singular, plural = `${singular}s`) {
  return `${count(value)} ${value === 1 ? singular : plural}`
}

/** ["a", "b", "c"] → "a, b and c" */
export const listed = (names) => new Intl.ListFormat(LOCALE).format(names)

/** "Time to ship" → "time to ship", as within a sentence; "WISMO rate" stays. */
export const inSentence = (title) => (/^[A-Z][a-z]/.test(title) ? title[0].toLowerCase() + title.slice(1) : title)

/** 0.1, 3 → "0.100": scores without a unit, whose digits stand under each other. */
export function fixed(value, digits) {
  return missing(value) ? NONE : new Intl.NumberFormat(LOCALE, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
}

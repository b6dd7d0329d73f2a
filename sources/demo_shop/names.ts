import { hash } from './random.ts'

const FIRST = [
  'James',
  'Mary',
  'Robert',
  'Patricia',
  'John',
  'Jennifer',
  'Michael',
  'Linda',
  'David',
  'Elizabeth',
  'Maria',
  'José',
  'Zoë',
  'Renée',
  'Ahmed',
  'Fatima',
  'Wei',
  'Li',
  'Priya',
  'Arjun',
  'Olga',
  'Sven',
  'Anaïs',
  'Kofi',
  'Amara',
  'Hiro',
  'Yuki',
  'Carlos',
  'Lucía',
  'Mateo',
  'Sofia',
  'Daniel',
  'Emma',
  'Noah',
  'Olivia',
  'Liam',
  'Ava',
  'Ethan',
  'Mia',
  'Chloe',
  'Grace',
  'Hannah',
  'Isaac',
  'Jorge',
  'Karen',
  'Leah',
  'Marcus',
  'Nina',
  'Omar',
  'Paula',
  'Quinn',
  'Rosa',
  'Samuel',
  'Tara',
  'Uma',
  'Victor',
  'Wendy',
  'Xavier',
  'Yara',
  'Zachary',
]
const LAST = [
  'Smith',
  'Johnson',
  'Williams',
  'Brown',
  'Jones',
  'García',
  'Miller',
  'Davis',
  'Rodríguez',
  'Martínez',
  'Hernández',
  'Lopez',
  'Gonzales',
  'Wilson',
  'Anderson',
  'Thomas',
  'Taylor',
  'Moore',
  'Jackson',
  'Martin',
  'Lee',
  'Perez',
  'Thompson',
  'White',
  'Harris',
  "O'Brien",
  "O'Connor",
  "D'Angelo",
  'Müller',
  'Nguyễn',
  'Tran',
  'Patel',
  'Singh',
  'Kim',
  'Park',
  'Chen',
  'Wang',
  'Ali',
  'Hassan',
  'Okafor',
  'Mensah',
  'Kowalski',
  'Novák',
  'Ivanova',
  'Smith-Jones',
  'Young',
  'King, Jr.',
  'Wright',
  'Scott, III',
  'Torres',
  'Hill',
  'Flores',
  'Green',
  'Adams',
  'Nelson',
  'Baker',
  'Hall',
  'Rivera',
  'Campbell',
  'Mitchell',
]
const MAIL_HOSTS = [
  'gmail.com',
  'gmail.com',
  'gmail.com',
  'outlook.com',
  'yahoo.com',
  'icloud.com',
  'proton.me',
]
/** N9X area codes are kept back by the numbering plan and never given to anyone. */
const AREA_CODES = [290, 391, 492, 593, 694, 795, 896, 997]

export function firstName(key: number): string {
  return FIRST[hash(key, 11) % FIRST.length] as string
}

export function lastName(key: number): string {
  return LAST[hash(key, 12) % LAST.length] as string
}

/**
 * An email address. `variant` 0 is how its owner usually writes it; other variants are the same gmail mailbox written
 * with other dots or a +tag.
 */
export function email(key: number, first: string, last: string, variant: number): string {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^a-z]/g, '')
  const number = hash(key, 13) % 9973
  const a = plain(first)
  const b = plain(last)
  const style = hash(key, 14) % 4
  const local =
    style === 0
      ? `${a}.${b}${number}`
      : style === 1
        ? `${a[0]}${b}${number}`
        : style === 2
          ? `${b}${a}${number}`
          : `${a}${number}`
  const host = MAIL_HOSTS[hash(key, 15) % MAIL_HOSTS.length] as string
  if (variant === 0) return `${local}@${host}`
  if (host !== 'gmail.com') return `${local}${variant}@${host}`
  const bare = local.replaceAll('.', '')
  const cut = 1 + (hash(key, variant, 16) % (bare.length - 1))
  if (variant % 2 === 0)
    return `${bare}+${['shop', 'deals', 'x', 'new'][hash(key, variant, 17) % 4]}${variant}@${host}`
  return `${bare.slice(0, cut)}.${bare.slice(cut)}@${host}`
}

/** A phone number, written as `style` writes it. */
export function phone(key: number, style: number): string {
  const code = AREA_CODES[hash(key, 18) % AREA_CODES.length]
  const exchange = 200 + (hash(key, 19) % 800)
  const line = String(hash(key, 20) % 10_000).padStart(4, '0')
  if (style % 3 === 0) return `+1${code}${exchange}${line}`
  if (style % 3 === 1) return `(${code}) ${exchange}-${line}`
  return `+1 ${code}-${exchange}-${line}`
}

/** An address from the ranges kept for carriers' networks and for benchmarks. */
export function ipAddress(key: number, mobile: boolean): string {
  const h = hash(key, 21)
  if (mobile) return `198.${18 + (h & 1)}.${(h >>> 8) % 8}.${(h >>> 16) & 255}`
  return `100.${64 + (h & 63)}.${(h >>> 8) & 255}.${(h >>> 16) & 255}`
}

/** A name as a courier keys it in at the door. */
export function signature(name: string, style: number): string {
  const words = name.split(/[ ,]+/)
  if (style % 4 === 0) return name.toUpperCase()
  if (style % 4 === 1) return `${(words[0] as string)[0]} ${words[1] ?? ''}`.trim()
  if (style % 4 === 2) return words[words.length - 1] as string
  return name
}

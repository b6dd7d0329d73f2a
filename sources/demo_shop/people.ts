import { iso } from './calendar.ts'
import type { Exporter } from './export.ts'
import type { Address, Geography } from './geography.ts'
import type { Ids } from './ids.ts'
import { email, firstName, ipAddress, lastName, phone } from './names.ts'
import { HONEST, type Persona } from './personas.ts'
import { hash, hashShare, type Random } from './random.ts'

/** What makes an account's identifiers; accounts with an equal key have the identifier in common. */
export type Keys = {
  address: number
  first: number
  last: number
  email: number
  phone: number
  device: number
  payment: number
}

export type Opening = { persona: Persona; createdAt: number; keys: Keys; emailVariant: number; ring: string }

const KEY_NAMES = ['address', 'first', 'last', 'email', 'phone', 'device', 'payment'] as const
const SEGMENTS = ['newsletter', 'vip', 'student', 'app', '']

/** Every account, in the order of opening, as columns of numbers: an account costs under a hundred bytes. */
export class People {
  count = 0
  /** How many claims the account has made. */
  readonly claims: Uint16Array
  /** How the last orders went: -2 … 2. */
  readonly mood: Int8Array
  private readonly denials: Uint8Array
  private readonly createdAt: Float64Array
  private readonly activity: Float32Array
  private readonly personas: Uint8Array
  private readonly emailVariants: Uint8Array
  private readonly keys: Record<keyof Keys, Uint32Array>
  private readonly kinds: Persona[] = []
  private readonly rings = new Map<number, string>()
  private readonly random: Random
  private readonly geography: Geography

  constructor(capacity: number, random: Random, geography: Geography) {
    this.random = random
    this.geography = geography
    this.claims = new Uint16Array(capacity)
    this.mood = new Int8Array(capacity)
    this.denials = new Uint8Array(capacity)
    this.createdAt = new Float64Array(capacity)
    this.activity = new Float32Array(capacity)
    this.personas = new Uint8Array(capacity)
    this.emailVariants = new Uint8Array(capacity)
    this.keys = Object.fromEntries(KEY_NAMES.map((name) => [name, new Uint32Array(capacity)])) as Record<
      keyof Keys,
      Uint32Array
    >
  }

  /** Identifiers of somebody new; some live with, and share a card, a tablet or a name with, an earlier customer. */
  newKeys(): Keys {
    const random = this.random
    const fresh = () => random.below(4294967296)
    const keys: Keys = {
      address: fresh(),
      first: fresh(),
      last: fresh(),
      email: fresh(),
      phone: fresh(),
      device: fresh(),
      payment: fresh(),
    }
    if (this.count > 0 && random.chance(0.13)) {
      const other = random.below(this.count)
      keys.address = this.key(other, 'address')
      if (random.chance(0.65)) keys.last = this.key(other, 'last')
      if (random.chance(0.25)) keys.payment = this.key(other, 'payment')
      if (random.chance(0.25)) keys.device = this.key(other, 'device')
    }
    return keys
  }

  open({ persona, createdAt, keys, emailVariant, ring }: Opening): number {
    const account = this.count++
    let kind = this.kinds.indexOf(persona)
    if (kind < 0) kind = this.kinds.push(persona) - 1
    this.personas[account] = kind
    this.createdAt[account] = createdAt
    this.activity[account] = Math.min(8, this.random.skewed(1, 0.85)) * persona.activity
    this.emailVariants[account] = emailVariant
    for (const name of KEY_NAMES) this.keys[name][account] = keys[name]
    if (ring !== '') this.rings.set(account, ring)
    return account
  }

  /** Somebody who orders again, by how active they are and how it went last time. */
  returning(before: number): number {
    for (let tries = 0; tries < 400; tries++) {
      const account = this.random.below(before)
      const urge = (this.activity[account] as number) * (1 + 0.22 * (this.mood[account] as number))
      if (this.random.next() * 9 < urge / (1 + (this.denials[account] as number))) return account
    }
    return this.random.below(before)
  }

  persona(account: number): Persona {
    return this.kinds[this.personas[account] as number] ?? HONEST
  }

  ring(account: number): string {
    return this.rings.get(account) ?? ''
  }

  key(account: number, name: keyof Keys): number {
    return this.keys[name][account] as number
  }

  allKeys(account: number): Keys {
    return Object.fromEntries(KEY_NAMES.map((name) => [name, this.key(account, name)])) as Keys
  }

  home(account: number): Address {
    return this.geography.address(this.key(account, 'address'))
  }

  opened(account: number): number {
    return this.createdAt[account] as number
  }

  name(account: number): string {
    return `${firstName(this.key(account, 'first'))} ${lastName(this.key(account, 'last'))}`
  }

  email(account: number): string {
    const first = firstName(this.key(account, 'first'))
    return email(
      this.key(account, 'email'),
      first,
      lastName(this.key(account, 'last')),
      this.emailVariants[account] as number,
    )
  }

  phone(account: number): string {
    return phone(this.key(account, 'phone'), hash(account, 31))
  }

  /** One of the devices of a person, who has up to three. */
  device(account: number): string {
    const key = this.key(account, 'device')
    const which = this.random.next() ** 2 * (1 + (hash(key, 32) % 3))
    return `d-${hash(key, Math.floor(which), 33).toString(16).padStart(8, '0')}${hash(key, Math.floor(which), 34).toString(16).padStart(8, '0')}`
  }

  payment(account: number): string {
    const key = this.key(account, 'payment')
    const which = hashShare(key, 35) < 0.25 && this.random.chance(0.3) ? 1 : 0
    return `fp_${hash(key, which, 36).toString(36)}${hash(key, which, 37).toString(36)}`
  }

  ip(account: number): string {
    const mobile = this.random.chance(0.35)
    const address = this.key(account, 'address')
    return ipAddress(
      mobile
        ? hash(this.home(account).area.metro.index, this.random.below(700))
        : hash(address, this.random.below(3)),
      mobile,
    )
  }

  /** The shop refused something to the account. */
  deny(account: number): void {
    this.denials[account] = Math.min(200, (this.denials[account] as number) + 1)
  }

  /** The account writes in with a new mail address or phone. */
  changeContact(account: number): void {
    if (this.random.chance(0.5)) this.keys.email[account] = this.random.below(4294967296)
    else this.keys.phone[account] = this.random.below(4294967296)
  }

  send(account: number, at: number, exporter: Exporter, ids: Ids): void {
    const segment = SEGMENTS[hash(account, 38) % SEGMENTS.length] as string
    exporter.send('customers', at, {
      customer_id: ids.customer(account),
      created_at: iso(this.opened(account)),
      email: this.email(account),
      phone: hash(account, 39) % 10 < 8 ? this.phone(account) : undefined,
      name: this.name(account),
      country: this.home(account).area.metro.country,
      marketing_segment: segment === '' ? undefined : segment,
      updated_at: iso(at),
    })
  }
}

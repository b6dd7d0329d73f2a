/** Other names of one carrier, as systems write them, spelled as `spelled` does. Products of a carrier that have a
 * numbering of their own stay apart. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  usps: ['unitedstatespostalservice', 'uspostalservice'],
  ups: ['unitedparcelservice', 'upsdap'],
  upsmi: ['upsmailinnovations'],
  fedex: ['federalexpress', 'fedexdefault'],
  dhl: ['dhlexpress', 'dhlus'],
  dhlecommerce: ['dhlecommercesolutions', 'dhlecs', 'dhlglobalmail'],
  evri: ['hermesuk', 'myhermes', 'myhermesuk'],
  dpduk: ['dpdcouk'],
  colissimo: ['lapostecolissimo'],
  chronopost: ['chronopostfrance'],
  correos: ['correosspain', 'spaincorreoses'],
  japanpost: ['japanposten', 'japanpostja', 'jppost'],
  lasership: ['lasershipv2'],
  lso: ['lonestar', 'lonestarovernight'],
  uds: ['uniteddeliveryservice'],
  yamato: ['kuronekoyamato', 'taqbinjp'],
}

const codes = new Map(
  Object.entries(otherNames).flatMap(([code, names]) => names.map((name) => [name, code] as const)),
)

const spelled = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '')

/**
 * One word for a carrier, whichever system names it: `USPS`, `usps` and `Usps` are `usps`, `Royal Mail` and
 * `royal-mail` are `royalmail`. A scan finds its parcel by it, and systems that shops use together differ in how they
 * write. What names no carrier is given back as it is.
 */
export function carrierCodeOf(told: unknown): unknown {
  const name = typeof told === 'string' ? spelled(told) : ''
  return name === '' ? told : (codes.get(name) ?? name)
}

import { BlockList, isIPv4, isIPv6 } from 'node:net'

/** Tells whether an address is one of these machines or in one of these networks, as `10.0.0.0/8`. */
export function oneOf(addresses: readonly string[]): (address: string | undefined) => boolean {
  const list = new BlockList()
  for (const address of addresses) {
    const [network = '', bits] = address.split('/')
    const family = isIPv4(network) ? 'ipv4' : 'ipv6'
    if (bits === undefined) list.addAddress(network, family)
    else list.addSubnet(network, Number(bits), family)
  }
  return (address = '') => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
    return isIPv4(plain) ? list.check(plain, 'ipv4') : isIPv6(plain) && list.check(plain, 'ipv6')
  }
}

export const isLoopback = oneOf(['127.0.0.0/8', '::1'])

/** Whether a name, as of `--host` or of a request's Host header with or without its port, is that of this very machine. */
export function namesLoopback(host: string): boolean {
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
  return name === 'localhost' || isLoopback(name) || isLoopback(host)
}

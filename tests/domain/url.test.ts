/** Web addresses are read the same the first time and after many thousand times. */
import { expect, it } from 'vitest'
import { urlOf } from '../../lib/domain/url.ts'

it('reads an address in any alphabet, also when a server has run for long', () => {
  const addresses = ['https://bücher.example/', 'https://例え.example/パス']
  const early = addresses.map((text) => urlOf(text)?.href)
  expect(early).toEqual(['https://xn--bcher-kva.example/', 'https://xn--r8jz45g.example/%E3%83%91%E3%82%B9'])
  for (let times = 0; times < 30_000; times += 1) urlOf(`https://example.com/${times % 7}`)
  expect(addresses.map((text) => urlOf(text)?.href)).toEqual(early)
})

it.each(['', 'no address', 'https://', '//example.com', 'https://exa mple.com'])('reads nothing from %j', (text) => {
  expect(urlOf(text)).toBeNull()
})

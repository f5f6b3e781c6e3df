/** Next.js configuration of the portal. Headers that depend on the request (the CSP nonce) are set in proxy.ts. */

/** The build's own files do not pass proxy.ts; theirs do not depend on the request. They run nothing by themselves. */
const staticHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
}

const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  // `npm test` checks the types of the whole project; a newcomer's first start need not wait for that.
  typescript: { ignoreBuildErrors: true },
  headers: () => [
    { source: '/_next/static/:path*', headers: Object.entries(staticHeaders).map(([key, value]) => ({ key, value })) },
  ],
  // Files of alerts have up to 4 MB, and the form around one takes some more.
  experimental: { serverActions: { bodySizeLimit: '5mb' } },
}

export default config

/** Where the endpoints of our authorization server are, below its issuer. Published in its smart-configuration. */
export const OAUTH_PATHS = {
  authorization: '/authorize',
  token: '/token',
  introspection: '/introspect',
  revocation: '/revoke',
  jwks: '/jwks',
} as const

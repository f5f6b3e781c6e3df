/** Search engines may read the public pages and nothing of a person. */
import type { MetadataRoute } from 'next'

export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: '*',
      allow: '/',
      disallow: ['/developer', '/staff', '/api/', '/sign-in', '/invitations', '/confirm-address', '/terms-link'],
    },
  }
}

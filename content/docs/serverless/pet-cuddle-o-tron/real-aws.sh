aws ses verify-email-identity --email-address cuddle@example.com
aws ses verify-email-identity --email-address owner@example.com
aws ses get-identity-verification-attributes --identities cuddle@example.com owner@example.com
aws ses get-send-quota

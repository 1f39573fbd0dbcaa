aws ses verify-email-identity --email-address shop@example.com
aws ses get-identity-verification-attributes --identities shop@example.com \
  --query 'VerificationAttributes.*.VerificationStatus'
aws ses get-send-quota
# Nobody has opened the mail with the link yet
aws ses send-email --from shop@example.com --to success@simulator.amazonses.com \
  --subject 'Your order' --text 'Order 4711 is on its way.' # exits 254

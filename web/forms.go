package web

// forms are all forms, by the path of their page.
func forms() map[string]form {
	return map[string]form{
		"/agreements/new":                 proposeAgreement(),
		"/agreements/{id}/versions/new":   amendAgreement(),
		"/agreements/{id}/assents/new":    giveAssent(),
		"/agreements/{id}/papers/new":     recordPaper(),
		"/agreements/{id}/links/new":      offerLink(),
		"/agreements/{id}/deliveries/new": recordDelivery(),
		"/agreements/{id}/end":            endAgreement(),
		"/deliveries/{id}/receipts/new":   recordReceipt(),
		"/events/{id}/reversals/new":      reverseEvent(),
		"/parties/new":                    registerParty(),
		"/parties/{code}/name":            nameParty(),
		"/parties/{code}/place":           locateParty(),
		"/scopes/new":                     announceScope(),
		"/scopes/grants/new":              grantScope(),
		"/scopes/{id}/end":                endScope(),
		"/places/new":                     registerPlace(),
		"/places/{code}/details":          describePlace(),
		"/people/new":                     registerPerson(),
		"/people/{id}/details":            describePerson(),
		"/people/{id}/erase":              erasePerson(),
		"/posts/new":                      givePost(),
		"/posts/{id}/end":                 endPost(),
		"/goods/new":                      registerGood(),
		"/goods/{code}/details":           describeGood(),
		"/journal/{number}/undo":          undo(),
		"/funds/new":                      openFund(),
		"/funds/{id}/pledges/new":         pledgeToFund(),
		"/funds/{id}/applications/new":    applyToFund(),
		"/funds/{id}/grants/new":          grantFromFund(),
		"/funds/{id}/withdrawals/new":     withdrawFromFund(),
		"/funds/{id}/close":               closeFund(),
		"/grants/{id}/instalments/new":    recordInstalment(),
	}
}

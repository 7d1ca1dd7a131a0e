package web

import "maps"

// forms are all forms, by the path of their page.
func forms() map[string]form {
	all := map[string]form{
		"/agreements/new":                 proposeAgreement(),
		"/agreements/{id}/versions/new":   amendAgreement(),
		"/agreements/{id}/assents/new":    giveAssent(),
		"/agreements/{id}/papers/new":     recordPaper(),
		"/agreements/{id}/links/new":      offerLink(),
		"/agreements/{id}/deliveries/new": recordDelivery(),
		"/agreements/{id}/end":            endAgreement(),
		"/agreements/{id}/returns/new":    giveBack(),
		"/agreements/{id}/payments/new":   recordPayment(),
		"/agreements/{id}/propose":        proposeDraft(),
		"/agreements/{id}/drop":           dropDraft(),
		"/agreements/{id}/suspend":        suspendAgreement(),
		"/agreements/{id}/resume":         resumeAgreement(),
		"/agreements/{id}/close":          closeAgreement(),
		"/agreements/{id}/breach":         declareBreach(),
		"/deliveries/new":                 importDeliveries(),
		"/agreements/sheet":               importAgreements(),
		"/deliveries/{id}/receipts/new":   recordReceipt(),
		"/payments/{id}/receipts/new":     confirmPayment(),
		"/receipts/{id}/returns/new":      recordReturn(),
		"/events/{id}/reversals/new":      reverseEvent(),
		"/files/{noun}/{record}/new":      attachFile(),
		"/cases/new":                      raiseCase(),
		"/cases/{id}/say":                 sayOnCase(),
		"/cases/{id}/owner":               assignCase(),
		"/parties/new":                    registerParty(),
		"/parties/{code}/name":            nameParty(),
		"/parties/{code}/place":           locateParty(),
		"/scopes/new":                     announceScope(),
		"/scopes/grants/new":              grantScope(),
		"/scopes/{id}/end":                endScope(),
		"/scopes/rule":                    regulateScopes(),
		"/goods/{code}/scarce":            markScarce(),
		"/places/new":                     registerPlace(),
		"/places/{code}/details":          describePlace(),
		"/people/new":                     registerPerson(),
		"/people/{id}/details":            describePerson(),
		"/people/{id}/erase":              erasePerson(),
		"/agreements/{id}/signers/erase":  eraseSigner(),
		"/posts/new":                      givePost(),
		"/posts/{id}/end":                 endPost(),
		"/horizons/new":                   openHorizon(),
		"/horizons/{code}/details":        describeHorizon(),
		"/horizons/{code}/close":          closeHorizon(),
		"/horizons/{code}/statements/new": stateGoods(),
		"/goods/new":                      registerGood(),
		"/goods/{code}/details":           describeGood(),
		"/journal/{number}/undo":          undo(),
		"/keys/new":                       makeKey(),
		"/keys/{id}/revoke":               revokeKey(),
		"/subscriptions/new":              subscribe(),
		"/subscriptions/{id}/end":         unsubscribe(),
		"/funds/new":                      openFund(),
		"/agreements/{id}/advances/new":   giveAdvance(),
		"/advances/{id}/settlements/new":  settleAdvance(),
		"/funds/{id}/pledges/new":         pledgeToFund(),
		"/funds/{id}/applications/new":    applyToFund(),
		"/funds/{id}/grants/new":          grantFromFund(),
		"/funds/{id}/withdrawals/new":     withdrawFromFund(),
		"/funds/{id}/close":               closeFund(),
		"/grants/{id}/instalments/new":    recordInstalment(),
	}
	maps.Copy(all, pairForms())
	maps.Copy(all, zoneForms())
	maps.Copy(all, planForms())
	maps.Copy(all, recipeForms())
	return all
}

// pairForms are those of what is said of two places.
func pairForms() map[string]form {
	return map[string]form{
		"/places/{code}/with/{other}/border":   stateBorder(),
		"/places/{code}/with/{other}/tie":      stateTie(),
		"/places/{code}/with/{other}/distance": stateDistance(),
	}
}

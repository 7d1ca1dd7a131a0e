package web

// dealingAnswers are those of what parties promise one another. It is Long: it
// is a table.
func dealingAnswers() map[string]string {
	return map[string]string{
		"/agreements/14": `{
			"id": "14",
			"title": "Ramie, 2026",
			"kind": "purchase",
			"class": "annual",
			"state": "proposed",
			"parties": [
				"office",
				"coop"
			],
			"from": "2026-01-01",
			"last": "2026-12-31",
			"latest": 1,
			"versions": [
				{
					"number": 1,
					"digest": "019ac96f6df2801573dadcff5c30b1ccfbc4f8fbeef71dab8c53e8e2184a7696",
					"terms": {
						"kind": "purchase",
						"class": "annual",
						"title": "Ramie, 2026",
						"parties": [
							"office",
							"coop"
						],
						"from": "2026-01-01",
						"last": "2026-12-31",
						"text": "Weighed at the office.\nWet goes back.",
						"items": [
							{
								"number": 1,
								"from": "coop",
								"to": "office",
								"good": "ramie",
								"effort": "firm",
								"floor": "100",
								"ceiling": "150",
								"price": "820",
								"currency": "CNY",
								"schedule": [
									{
										"due": "2026-10-31",
										"quantity": "60"
									},
									{
										"due": "2026-12-15",
										"quantity": "60"
									}
								]
							}
						]
					},
					"called": {
						"parties": [
							{
								"code": "office",
								"name": {
									"en": "County office",
									"zh": "县办公室"
								}
							},
							{
								"code": "coop",
								"name": {
									"en": "Ramie co-op",
									"zh": "苎麻合作社"
								}
							}
						],
						"goods": [
							{
								"code": "ramie",
								"name": {
									"en": "Ramie",
									"zh": "苎麻"
								},
								"unit": "t"
							}
						]
					},
					"assents": [],
					"missing": [
						"office",
						"coop"
					]
				}
			],
			"items": [
				{
					"number": 1,
					"from": "coop",
					"to": "office",
					"good": "ramie",
					"unit": "t",
					"effort": "firm",
					"floor": "100",
					"ceiling": "150",
					"price": "820",
					"currency": "CNY",
					"promised": "120",
					"open": "69.5",
					"late": "0",
					"transit": "12.5",
					"sent": "50.5",
					"received": "38",
					"extra": "0",
					"extra_received": "0",
					"schedule": [
						{
							"due": "2026-10-31",
							"quantity": "60",
							"sent": "50.5",
							"received": "38"
						},
						{
							"due": "2026-12-15",
							"quantity": "60",
							"sent": "0",
							"received": "0"
						}
					]
				}
			],
			"advances": [
				{
					"id": "29",
					"item": 1,
					"from": "office",
					"to": "coop",
					"good": "ramie",
					"quantity": "0.5",
					"unit": "t",
					"day": "2026-11-01",
					"currency": "CNY",
					"value": "400",
					"rate": "5",
					"recovered": "190",
					"returned": "0",
					"written_off": "0",
					"open": "210",
					"settlements": [
						{
							"id": "30",
							"kind": "recovery",
							"receipt": "17",
							"day": "2026-11-03",
							"amount": "190"
						}
					]
				}
			],
			"cases": [
				{
					"id": "39",
					"kind": "conflict",
					"agreement": "14",
					"good": "ramie",
					"text": "It comes wet.",
					"raised": "office",
					"owner": "office",
					"opened": "2026-11-25",
					"deadline": "2026-12-09",
					"proposal": "40"
				}
			],
			"paid": [
				{
					"from": "office",
					"to": "coop",
					"item": 1,
					"currency": "CNY",
					"paid": "20000",
					"came": "0"
				}
			],
			"base": 14
		}`,
		"/agreements/14/events": `{
			"items": [
				{
					"id": "19",
					"kind": "payment",
					"item": 1,
					"day": "2026-11-24",
					"amount": "20000",
					"missing": "0",
					"currency": "CNY",
					"party": "office",
					"to": "coop"
				},
				{
					"id": "18",
					"kind": "delivery",
					"item": 1,
					"day": "2026-11-20",
					"quantity": "12.5",
					"party": "coop"
				},
				{
					"id": "17",
					"kind": "receipt",
					"item": 1,
					"about": "16",
					"day": "2026-11-03",
					"quantity": "38",
					"short": "1",
					"rejected": "1",
					"reason": "Wet",
					"party": "office"
				},
				{
					"id": "16",
					"kind": "delivery",
					"item": 1,
					"day": "2026-11-02",
					"quantity": "40",
					"party": "coop"
				}
			]
		}`,
		"/account?with=coop": `{
			"lines": [
				{
					"from": "coop",
					"to": "office",
					"good": "ramie",
					"unit": "t",
					"open": "69.5",
					"late": "0",
					"missed": "0",
					"at_risk": "0",
					"transit": "12.5",
					"received": "38",
					"shortfall": "0",
					"differing": 1
				}
			],
			"money": [
				{
					"from": "office",
					"to": "coop",
					"currency": "CNY",
					"worth": "31160",
					"recovered": "190",
					"paid": "20000",
					"came": "0"
				}
			],
			"loans": [],
			"advances": [
				{
					"from": "office",
					"to": "coop",
					"currency": "CNY",
					"value": "400",
					"recovered": "190",
					"returned": "0",
					"written_off": "0",
					"open": "210"
				}
			]
		}`,
		"/funds/22": `{
			"id": "22",
			"name": {
				"en": "Raw materials",
				"zh": "原料资金"
			},
			"trustee": "office",
			"currency": "CNY",
			"low": "10000",
			"high": "15000",
			"from": "2026-01-01",
			"last": "2027-12-31",
			"pledged": "12000",
			"granted": "5000",
			"drawn": "3000",
			"repaid": "500",
			"free": "7500",
			"terms": {
				"name": {
					"en": "Raw materials",
					"zh": "原料资金"
				},
				"trustee": "office",
				"currency": "CNY",
				"low": "10000",
				"high": "15000",
				"from": "2026-01-01",
				"last": "2027-12-31",
				"purposes": [
					"Seed",
					"Tools"
				],
				"eligible": [
					"coop",
					"farm"
				]
			},
			"pledges": [
				{
					"id": "23",
					"party": "office",
					"day": "2026-11-25",
					"amount": "12000",
					"withdrawn": "0"
				}
			],
			"applications": [
				{
					"id": "24",
					"party": "coop",
					"day": "2026-11-25",
					"amount": "8000.5",
					"granted": "5000",
					"withdrawn": "0",
					"use": "Seed",
					"reason": "Hail"
				},
				{
					"id": "28",
					"party": "farm",
					"day": "2026-11-25",
					"amount": "900",
					"granted": "0",
					"withdrawn": "0",
					"use": "Tools",
					"reason": "None are left",
					"told_to": "office"
				}
			],
			"grants": [
				{
					"id": "25",
					"application": "24",
					"party": "coop",
					"day": "2026-11-25",
					"amount": "5000",
					"revoked": "0",
					"drawn": "3000",
					"repaid": "500",
					"late": "1500",
					"schedule": [
						{
							"due": "2026-11-24",
							"amount": "2000"
						},
						{
							"due": "2027-06-30",
							"amount": "3000"
						}
					]
				}
			],
			"instalments": [
				{
					"id": "27",
					"grant": "25",
					"kind": "repayment",
					"party": "office",
					"day": "2026-11-25",
					"amount": "500"
				},
				{
					"id": "26",
					"grant": "25",
					"kind": "drawdown",
					"party": "coop",
					"day": "2026-11-20",
					"amount": "3000",
					"use": "Seed"
				}
			]
		}`,
		"/cases/39": `{
			"id": "39",
			"kind": "conflict",
			"agreement": "14",
			"good": "ramie",
			"text": "It comes wet.",
			"raised": "office",
			"parties": [
				"coop",
				"office"
			],
			"owner": "office",
			"opened": "2026-11-25",
			"deadline": "2026-12-09",
			"proposal": "40",
			"remarks": [
				{
					"id": "40",
					"kind": "proposed",
					"text": "A tonne is sent again.",
					"party": "office",
					"person": "1",
					"at": "2026-11-25T04:00:00Z"
				}
			],
			"base": 39
		}`,
	}
}

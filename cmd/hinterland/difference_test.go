package main

import (
	"slices"
	"testing"

	"hinterland/lang"
	"hinterland/store"
)

// TestADifferenceSaysWhichRecordItIsAndWhatDiffers words one of every sort. Long:
// it is a table.
func TestADifferenceSaysWhichRecordItIsAndWhatDiffers(t *testing.T) {
	event := `{"id":524288,"kind":"delivery","agreement":262144,"item":1,"about":0,"day":20781,` +
		`"quantity":28500,"note":"wet"}`
	changed := `{"id":524288,"kind":"delivery","agreement":262144,"item":1,"about":0,"day":20782,` +
		`"quantity":28000,"note":"wet"}`
	due := `{"agreement":262144,"item":2,"due":20757,"quantity":1}`
	for _, tt := range []struct {
		d      store.Difference
		en, zh []string
	}{
		{
			store.Difference{Table: "event", Key: "[524288]", Journal: event, Record: changed},
			[]string{
				"Delivery 8 (Agreement 4 · Item 1): Day is “2026-11-25” in the records, " +
					"and “2026-11-24” in the journal",
				"Delivery 8 (Agreement 4 · Item 1): Quantity in smallest steps is “28000” in " +
					"the records, and “28500” in the journal",
			},
			[]string{
				"发货 8（协议 4 · 条目 1）：日期在记录中为“2026-11-25”，在日志中为“2026-11-24”",
				"发货 8（协议 4 · 条目 1）：数量（按最小单位计）在记录中为“28000”，在日志中为“28500”",
			},
		},
		{
			store.Difference{Table: "commitment", Key: "[262144,2,20757]", Journal: due},
			[]string{"Due 2026-10-31 (Agreement 4 · Item 2): it is in the journal, and the " +
				"records lack it"},
			nil,
		},
		{
			store.Difference{Table: "good", Key: `["flour"]`, Record: `{"code":"flour"}`},
			[]string{"Good flour: it is in the records, and no entry of the journal made it"},
			nil,
		},
		{
			store.Difference{Table: "charter", Key: "[]", Journal: `{"clock":"UTC"}`, Record: `{}`},
			[]string{"Region: Time zone is “” in the records, and “UTC” in the journal"},
			[]string{"地区：时区在记录中为“”，在日志中为“UTC”"},
		},
		{
			store.Difference{
				Table: "place", Key: `["liuyang"]`,
				Journal: `{"code":"liuyang","name_zh":"浏阳"}`,
			},
			[]string{"Place liuyang: it is in the journal, and the records lack it"},
			nil,
		},
		{
			store.Difference{
				Table: "place", Key: `["liuyang"]`, Journal: `{"path":"liuyang "}`,
				Record: `{"path":"x "}`,
			},
			nil,
			[]string{"县市 liuyang：层级路径在记录中为“x ”，在日志中为“liuyang ”"},
		},
		{
			store.Difference{
				Table: "belonging", Key: `["liuyang",20513]`,
				Record: `{"place":"liuyang","from_day":20513}`,
			},
			[]string{"Zone of liuyang · 2026-03-01: it is in the records, and no entry of the " +
				"journal made it"},
			nil,
		},
		{
			store.Difference{
				Table: "share", Key: `[65536,"mill","flour"]`,
				Journal: `{"plan":65536,"party":"mill","good":"flour","met":1}`,
				Record:  `{"plan":65536,"party":"mill","good":"flour","met":2}`,
			},
			[]string{"Needs of 1 · mill · flour: Met is “2” in the records, " +
				"and “1” in the journal"},
			nil,
		},
		{
			store.Difference{
				Table: "post", Key: "[65536]", Journal: `{"id":65536,"to_day":2147483647}`,
				Record: `{"id":65536,"to_day":20010}`,
			},
			[]string{"Post 1: Last day is “2024-10-14” in the records, and “–” in the journal"},
			nil,
		},
		{
			store.Difference{
				Table: "item", Key: "[65536,1]", Journal: `{"number":1,"back":20010}`,
				Record: `{"number":1,"back":0}`,
			},
			[]string{"Item 1: Given back by is “–” in the records, " +
				"and “2024-10-14” in the journal"},
			[]string{"条目 1：归还期限在记录中为“–”，在日志中为“2024-10-14”"},
		},
		{
			store.Difference{
				Table: "recovery", Key: "[65536,65537]",
				Journal: `{"receipt":65537,"settlement":0}`,
				Record:  `{"receipt":65537,"settlement":65539}`,
			},
			[]string{"Receipt that an advance is recovered from 1-1: Settlement is “1-3” in " +
				"the records, and “” in the journal"},
			nil,
		},
		{
			store.Difference{Table: "file", Key: `["ab"]`, Journal: "ab", Record: "cd"},
			[]string{"File ab: it is not what the journal rests on"},
			nil,
		},
		{
			store.Difference{Table: "file", Key: `["ab"]`, Journal: "ab"},
			[]string{"File ab: it is in the journal, and the records lack it"},
			nil,
		},
		{
			store.Difference{Table: "sealed", Key: `["personal:x"]`, Journal: "a", Record: "b"},
			[]string{"Personal value personal:x: it is not what the journal rests on"},
			nil,
		},
		{
			store.Difference{Table: "good", Key: `["a"]`, Journal: "odd", Record: `{"code":"a"}`},
			[]string{"Good a: it is not what the journal rests on"},
			nil,
		},
	} {
		c := &console{say: lang.For(lang.English)}
		if got := c.difference(tt.d, false); tt.en != nil && !slices.Equal(got, tt.en) {
			t.Errorf("got %q, want %q", got, tt.en)
		}
		c.say = lang.For(lang.Chinese)
		if got := c.difference(tt.d, false); tt.zh != nil && !slices.Equal(got, tt.zh) {
			t.Errorf("got %q, want %q", got, tt.zh)
		}
	}
}

package web

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"hinterland/lang"
)

// readText reads a sheet whose cells are apart by commas.
func readText(tongue lang.Tongue, text string) *Sheet {
	var rows [][]string
	for line := range strings.Lines(text) {
		rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), ","))
	}
	return ReadSheet(lang.For(tongue), rows)
}

func TestASheetIsReadAsItsRowsAreMeant(t *testing.T) {
	for name, tt := range map[string]struct{ sheet, want string }{
		"columns in any order, others beside them": {
			"Unit,Quantity,Day,Item,Agreement\nt,1.5,2026-11-20,2,14\n",
			`{"agreement":"14","item":2,"day":"2026-11-20","quantity":"1.5"}`,
		},
		"Chinese, days and numbers as they are typed": {
			"协议,条目,日期,数量,备注,超上限发货\n14-3,1,2026年3月1日,２.５, 湿 ,是\n",
			`{"agreement":"14-3","item":1,"day":"2026-03-01","quantity":"2.5","extra":true,` +
				`"note":"湿"}`,
		},
		"a day as a workbook keeps it": {
			"agreement,item,day,quantity\n14,1,46350,3\n",
			`{"agreement":"14","item":1,"day":"2026-11-24","quantity":"3"}`,
		},
		"rows without quantity, and shorter ones": {
			"agreement,item,day,quantity,note\n14,1,2026-11-20,,x\n14\n14,1,2026-11-20,1\n",
			`{"agreement":"14","item":1,"day":"2026-11-20","quantity":"1"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := readText(lang.English, tt.sheet)
			if len(s.Faults) > 0 || len(s.Acts) != 1 {
				t.Fatalf("%d acts, %v", len(s.Acts), s.Faults)
			}
			got, err := json.Marshal(s.Acts[0].Act)
			if err != nil || string(got) != tt.want {
				t.Errorf("got %s, %v, want %s", got, err, tt.want)
			}
		})
	}
}

func TestFaultsOfASheetStandInTheirRows(t *testing.T) {
	s := readText(lang.English, "agreement,item,day,quantity\n14,1,2026-11-20,\nx,one,soon,1\n")
	told := map[string]bool{}
	for _, r := range s.Faults {
		row, head := s.Cell(r.At.Column)
		told[fmt.Sprint(row, " ", head, " ", r.Reason)] = true
	}
	for _, want := range []string{
		"3 Agreement id.form", "3 Item number.whole", "3 Day day.form",
	} {
		if !told[want] {
			t.Errorf("%s is not told, but %v", want, told)
		}
	}
	for field, want := range map[string]string{
		"acts.1": "3 ", "acts.1.for": "3 ", "acts.1.day": "3 Day", "acts.0.day": "0 ",
		"acts.2.day": "0 ", "acts.x.day": "0 ", "rows": "0 ",
	} {
		if row, head := s.Cell(field); fmt.Sprint(row, " ", head) != want {
			t.Errorf("%s stands at %d %s, want %s", field, row, head, want)
		}
	}
	if s := readText(lang.Chinese, "协议,条目\n"); len(s.Faults) != 2 ||
		s.Faults[0].Args["column"] != "日期" || len(s.Acts) != 0 {
		t.Errorf("what lacks is told as %v", s.Faults)
	}
	many := "agreement,item,day,quantity\n" + strings.Repeat("14,1,soon,1\n", 3*mostFaults)
	if s := readText(lang.English, many); len(s.Faults) != mostFaults {
		t.Errorf("%d faults are told", len(s.Faults))
	}
}

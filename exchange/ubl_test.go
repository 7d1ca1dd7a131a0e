package exchange

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"hinterland"
)

// advices unpacks what UBL has written, by name.
func advices(t *testing.T, packed []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	docs := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		docs[f.Name] = string(body)
	}
	return docs
}

// xmllint checks documents against the published schemas.
type xmllint struct{ folder, program string }

func newXmllint(t *testing.T) xmllint {
	t.Helper()
	x := xmllint{t.TempDir(), needs(t, "xmllint")}
	for name, body := range unpack(t, "testdata/ubl-2.1.tar.gz") {
		path := filepath.Join(x.folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return x
}

// check returns what xmllint says against a document, nothing if it is valid.
func (x xmllint) check(t *testing.T, name, doc string) string {
	t.Helper()
	schema := "UBL-DespatchAdvice-2.1.xsd"
	if strings.HasPrefix(name, "receipt-") {
		schema = "UBL-ReceiptAdvice-2.1.xsd"
	}
	cmd := exec.Command(x.program, "--noout", "--nonet", "--schema",
		filepath.Join(x.folder, "xsdrt", "maindoc", schema), "-")
	cmd.Stdin = strings.NewReader(doc)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return string(out)
	}
	return ""
}

func TestAdvicesAreAsThePublishedSchemasSay(t *testing.T) {
	x := newXmllint(t)
	docs := advices(t, written(t, advicesOf(cover("en")), all(t)))
	if len(docs) != 7 { // none of work, money or returns
		t.Errorf("there are %d", len(docs))
	}
	for name, doc := range docs {
		if fault := x.check(t, name, doc); fault != "" {
			t.Errorf("%s: %s\n%s", name, fault, doc)
		}
	}
	receipt := docs["receipt-17.xml"]
	for _, want := range []string{
		`<cbc:ReceivedQuantity unitCode="TNE">39</cbc:ReceivedQuantity>`,
		`<cbc:ShortQuantity unitCode="TNE">1</cbc:ShortQuantity>`,
		`<cbc:RejectedQuantity unitCode="TNE">1</cbc:RejectedQuantity>`,
		`<cbc:RejectReason>Wet &amp; torn</cbc:RejectReason>`,
		`<cac:DespatchLineReference><cbc:LineID>1</cbc:LineID><cac:DocumentReference>` +
			`<cbc:ID>16</cbc:ID>`,
		`<cbc:Name>County &lt;office&gt;</cbc:Name>`,
	} {
		if !strings.Contains(receipt, want) {
			t.Errorf("the receipt does not say %s\n%s", want, receipt)
		}
	}
	for good, bad := range map[string]string{
		`>39<`:                              `>thirty-eight<`,
		`<cbc:ID>17</cbc:ID>`:               ``,
		`<cbc:IssueDate>2026-11-03</`:       `<cbc:IssueDate>3 November</`,
		`cac:DeliveryCustomerParty`:         `cac:BuyerCustomerParty`,
		`<cbc:UBLVersionID>2.1</`:           `<cbc:UBLVersion>2.1</`,
		`xsd:ReceiptAdvice-2"`:              `xsd:ReceiptAdvice-3"`,
		`<cbc:ShortQuantity unitCode="TNE"`: `<cbc:ShortQuantity unit="TNE"`,
	} {
		if x.check(t, "receipt-17.xml", strings.ReplaceAll(receipt, good, bad)) == "" {
			t.Errorf("%s passes", bad)
		}
	}
}

func TestAUnitWithoutACodeIsSaidInWords(t *testing.T) {
	docs := advices(t, written(t, advicesOf(cover("en")), all(t)))
	sent := docs["despatch-23.xml"]
	for _, want := range []string{
		`<cbc:DeliveredQuantity>2</cbc:DeliveredQuantity>`,
		`<cbc:AdditionalInformation>担</cbc:AdditionalInformation>`,
	} {
		if !strings.Contains(sent, want) {
			t.Errorf("it does not say %s\n%s", want, sent)
		}
	}
	if strings.Contains(sent, "Cancelled") || !strings.Contains(docs["despatch-19.xml"],
		`<cbc:DocumentStatusCode>Cancelled</cbc:DocumentStatusCode>`) {
		t.Error("a delivery that was taken back does not say so, or another does")
	}
}

// TestAdvicesTakeWhateverPeopleWrite gives texts that mean something in XML, or
// that XML cannot hold.
func TestAdvicesTakeWhateverPeopleWrite(t *testing.T) {
	x := newXmllint(t)
	for _, text := range []string{
		`]]>`, `<!--`, `"'&<>`, "a\nb", "\x00\x08", "\xff", "&#0;", "苎麻 🌾", `<?xml?>`,
	} {
		p := dossier(t, 14, supply(t), 1).come(
			hinterland.Event{
				ID: number[hinterland.Event](16), Kind: hinterland.Delivery, Item: 1,
				Quantity: 1, Note: text,
			},
			hinterland.Event{
				ID: number[hinterland.Event](17), Kind: hinterland.Receipt, Item: 1, Short: 1,
				About: number[hinterland.Event](16), Reason: text,
			})
		p.Parties[0].Name.English, p.Goods[0].Unit, p.Goods[0].Name.Chinese = text, text, text
		for name, doc := range advices(t, written(t, advicesOf(cover("en")), []*Dossier{p})) {
			if fault := x.check(t, name, doc); fault != "" {
				t.Errorf("%q: %s: %s\n%s", text, name, fault, doc)
			}
		}
	}
}

func TestUnitsHaveTheirOwnCodeOrNone(t *testing.T) {
	for text, want := range map[string]string{
		"t": "TNE", "吨": "TNE", "kg": "KGM", "KGM": "KGM", "m³": "MTQ", "m3": "MTQ", "d": "DAY",
		"piece": "H87", "件": "H87", "ha": "H18", "公顷": "H18",
		// Nothing is guessed: of another size somewhere, or of none.
		"ton": "", "担": "", "斤": "", "亩": "", "sack": "", "T": "", "": "", "tonne (metric ton)": "",
		"C62": "", "kilogram,kg": "", "bushel": "", "places": "",
	} {
		if got := unitCode(text); got != want {
			t.Errorf("%q has the code %q, want %q", text, got, want)
		}
	}
	seen := map[string]bool{}
	_, rows, _ := strings.Cut(units, "\n")
	for row := range strings.Lines(rows) {
		cells := strings.Split(strings.TrimSpace(row), ",")
		if len(cells) != 3 {
			t.Errorf("%q has not three cells", row)
			continue
		}
		for _, text := range append(strings.Fields(cells[2]), cells[0]) {
			if seen[text] {
				t.Errorf("%q means two units", text)
			}
			seen[text] = true
		}
	}
}

func TestNoAdvicesAreNoFolder(t *testing.T) {
	var text bytes.Buffer
	err := UBL(&text, cover("en")).Close()
	told := hinterland.RefusalsIn(err)
	if len(told) != 1 || told[0].Reason != "export.unsent" || text.Len() > 0 {
		t.Errorf("got %v and %d bytes", err, text.Len())
	}
}

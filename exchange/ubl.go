package exchange

import (
	"archive/zip"
	"encoding/xml"
	"io"

	"hinterland"
)

// Of UBL we say what a delivery and a receipt say, by the names that the standard
// has for it. Elements stand in the order of its schemas.
type (
	ublAdvice struct {
		XMLName  xml.Name
		XMLNS    string    `xml:"xmlns,attr"`
		XMLNSCac string    `xml:"xmlns:cac,attr"`
		XMLNSCbc string    `xml:"xmlns:cbc,attr"`
		Version  string    `xml:"cbc:UBLVersionID"`
		ID       string    `xml:"cbc:ID"`
		Issued   string    `xml:"cbc:IssueDate"`
		Status   string    `xml:"cbc:DocumentStatusCode,omitempty"`
		Notes    []ublText `xml:"cbc:Note"`
		Order    ublID     `xml:"cac:OrderReference"`
		Parties  []ublSide // the order differs: who speaks stands first
		Line     ublLine
	}
	ublSide struct {
		XMLName xml.Name
		ID      string `xml:"cac:Party>cac:PartyIdentification>cbc:ID"`
		Name    string `xml:"cac:Party>cac:PartyName>cbc:Name"`
	}
	ublLine struct {
		XMLName   xml.Name
		ID        int        `xml:"cbc:ID"`
		Notes     []ublText  `xml:"cbc:Note"`
		Delivered *ublAmount `xml:"cbc:DeliveredQuantity"`
		Received  *ublAmount `xml:"cbc:ReceivedQuantity"`
		Short     *ublAmount `xml:"cbc:ShortQuantity"`
		Rejected  *ublAmount `xml:"cbc:RejectedQuantity"`
		Reason    string     `xml:"cbc:RejectReason,omitempty"`
		On        string     `xml:"cbc:ReceivedDate,omitempty"`
		Order     ublOrder   `xml:"cac:OrderLineReference"`
		Despatch  *ublAbout  `xml:"cac:DespatchLineReference"`
		Item      ublItem    `xml:"cac:Item"`
	}
	ublText struct {
		Language string `xml:"languageID,attr,omitempty"`
		Text     string `xml:",chardata"`
	}
	ublID struct {
		ID string `xml:"cbc:ID"`
	}
	ublAmount struct {
		Unit     string `xml:"unitCode,attr,omitempty"`
		Quantity string `xml:",chardata"`
	}
	ublOrder struct {
		Line  int   `xml:"cbc:LineID"`
		Order ublID `xml:"cac:OrderReference"`
	}
	ublAbout struct {
		Line     int   `xml:"cbc:LineID"`
		Document ublID `xml:"cac:DocumentReference"`
	}
	ublItem struct {
		Descriptions []ublText `xml:"cbc:Description"`
		Name         string    `xml:"cbc:Name"`
		Unit         string    `xml:"cbc:AdditionalInformation,omitempty"`
		ID           string    `xml:"cac:SellersItemIdentification>cbc:ID"`
	}
)

// The names by which UBL knows its documents and their parts.
const (
	ublNames = "urn:oasis:names:specification:ubl:schema:xsd:"
	despatch = "DespatchAdvice"
	receipt  = "ReceiptAdvice"
)

// An adviser writes a folder of advices, packed.
type adviser struct {
	zip   *zip.Writer
	cover Cover
	began bool // something is in it
}

// UBL writes each delivery as a despatch advice and each receipt as a receipt
// advice, into one zip file. Other events, and receipts of work, returns and
// money, are no such documents.
func UBL(w io.Writer, c Cover) Writer { return &adviser{zip: zip.NewWriter(w), cover: c} }

// Write implements Writer.
func (a *adviser) Write(d *Dossier) error {
	delivery := map[hinterland.ID[hinterland.Event]]bool{}
	for i := len(d.Events) - 1; i >= 0; i-- { // the earliest first
		e := &d.Events[i]
		item := d.item(e.Item)
		delivery[e.ID] = e.Kind == hinterland.Delivery
		received := e.Kind == hinterland.Receipt && delivery[e.About]
		if item == nil || !delivery[e.ID] && !received {
			continue
		}
		name := "despatch-"
		if e.Kind == hinterland.Receipt {
			name = "receipt-"
		}
		f, err := a.zip.Create(name + e.ID.String() + ".xml") // without a time, which nobody gave
		if err == nil {
			_, err = io.WriteString(f, xml.Header)
		}
		if err == nil {
			err = xml.NewEncoder(f).Encode(a.advice(d, item, e))
		}
		if err != nil {
			return err
		}
		a.began = true
	}
	return nil
}

// Close implements Writer. A folder with nothing in it is refused: most programs take
// it for a broken one.
func (a *adviser) Close() error {
	if !a.began {
		return hinterland.Refuse(hinterland.NotFound, "export.unsent", nil)
	}
	return a.zip.Close()
}

// advice is the document of one event.
func (a *adviser) advice(d *Dossier, i *Item, e *hinterland.Event) *ublAdvice {
	from, to := a.side("DespatchSupplierParty", d, i.From), a.side("DeliveryCustomerParty", d, i.To)
	document, sides := despatch, []ublSide{from, to}
	if e.Kind == hinterland.Receipt {
		document, sides = receipt, []ublSide{to, from}
	}
	doc := &ublAdvice{
		XMLName: xml.Name{Local: document}, XMLNS: ublNames + document + "-2",
		XMLNSCac: ublNames + "CommonAggregateComponents-2",
		XMLNSCbc: ublNames + "CommonBasicComponents-2",
		Version:  "2.1", ID: e.ID.String(), Issued: e.Day.String(),
		Order: ublID{d.ID.String()}, Parties: sides, Line: a.line(d, i, e),
	}
	if e.Reversed != 0 {
		doc.Status = "Cancelled"
	}
	if e.Note != "" {
		doc.Notes = []ublText{{Text: e.Note}}
	}
	return doc
}

// side is a party in its part.
func (a *adviser) side(part string, d *Dossier, code hinterland.PartyCode) ublSide {
	party := d.party(code)
	return ublSide{
		XMLName: xml.Name{Local: "cac:" + part}, ID: string(code),
		Name: a.cover.name(party.Name, string(code)),
	}
}

// line is the only line of an advice. Quantities have a code for their unit where
// there is one; the unit itself is said of the item in any case.
func (a *adviser) line(d *Dossier, i *Item, e *hinterland.Event) ublLine {
	of := d.good(i.Good)
	quantity := func(q hinterland.Quantity) *ublAmount {
		return &ublAmount{Unit: unitCode(of.Unit), Quantity: amount(q, of)}
	}
	l := ublLine{
		XMLName: xml.Name{Local: "cac:DespatchLine"}, ID: 1,
		Order: ublOrder{i.Number, ublID{d.ID.String()}},
		Item: ublItem{
			Name: a.cover.name(of.Name, string(of.Code)), Unit: of.Unit, ID: string(of.Code),
		},
	}
	for _, said := range []ublText{{"en", of.Name.English}, {"zh", of.Name.Chinese}} {
		if said.Text != "" {
			l.Item.Descriptions = append(l.Item.Descriptions, said)
		}
	}
	if e.Kind == hinterland.Delivery {
		l.Delivered = quantity(e.Quantity)
		return l
	}
	l.XMLName.Local = "cac:ReceiptLine"
	// What UBL calls received was there to be rejected: all that was not short.
	l.Received, l.Short = quantity(e.Quantity+e.Rejected), quantity(e.Short)
	l.Rejected = quantity(e.Rejected)
	l.On = e.Day.String()
	l.Despatch = &ublAbout{1, ublID{e.About.String()}}
	switch {
	case e.Rejected > 0:
		l.Reason = e.Reason
	case e.Reason != "":
		l.Notes = []ublText{{Text: e.Reason}}
	}
	return l
}

package lang

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// wrongWords are the words that stood for a noun of GLOSSARY.md beside its
// own, which is what to write instead.
func wrongWords() map[string]string {
	return map[string]string{
		"地方": "县市", "地点": "县市", "合同": "协议", "收购": "采购", "区域": "地区",
		"均摊": "同等比例", "调运": "调拨", "路程": "里程", "成本": "费用", "专属": "独家",
		"邻居": "相邻县市", "轻重缓急": "优先级", "仓储": "保管", "买方": "需方", "起运": "发运",
		"联系协议": "联络协议", "开设": "设立", "任命": "授予职务", "记载方": "填报单位",
		"陈述方":  "填报单位",
		"录入协议": "拟订协议", "提出协议": "提交协议", "撤销条目": "撤销日志记录",
		"日志条目": "日志记录", "凭证": "存证证明", "到期承诺": "交货日", "到期日": "交货日",
		"期次": "计划期", "一单位": "一个计量单位", "运距限制": "运距上限",
	}
}

// wrong lists the wrong words of a text. A contract of sale, which has its own
// word, is no agreement about floors.
func wrong(text string) []string {
	var found []string
	text = strings.ReplaceAll(text, "购销合同", "")
	for word, right := range wrongWords() {
		if strings.Contains(text, word) {
			found = append(found, word+": "+right)
		}
	}
	return found
}

func TestOneNounHasOneChineseWord(t *testing.T) {
	for key, texts := range readCatalogue(t, Chinese) {
		for _, text := range texts {
			for _, word := range wrong(text) {
				t.Errorf("%s says %s", key, word)
			}
		}
	}
	notes, err := filepath.Glob(filepath.Join("..", "demo", "data", "*", "*.csv"))
	if err != nil || len(notes) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, path := range notes {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range wrong(string(text)) {
			t.Errorf("%s says %s", path, word)
		}
	}
	if len(wrong("合同规定的收购范围")) != 2 || len(wrong("协议规定的采购范围")) != 0 {
		t.Error("wrong words are not found, or right ones are")
	}
}

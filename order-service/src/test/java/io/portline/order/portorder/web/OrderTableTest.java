package io.portline.order.portorder.web;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OrderTableTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+33123", "-2", "@SUM(A1)", "\tx", "\rx", "|calc", "%0A", "＝1", "＋1", "－1", "＠x"})
    void letsNoCellBeAFormula(String text) {
        assertThat(OrderTable.cell(text)).matches("(?s)\"?'.*").contains(text);
    }

    @Test
    void quotesWhatWouldBreakARow() {
        assertThat(OrderTable.cell("plain")).isEqualTo("plain");
        assertThat(OrderTable.cell(null)).isEmpty();
        assertThat(OrderTable.cell("a,b")).isEqualTo("\"a,b\"");
        assertThat(OrderTable.cell("say \"x\"")).isEqualTo("\"say \"\"x\"\"\"");
        assertThat(OrderTable.cell("a\nb")).isEqualTo("\"a\nb\"");
        assertThat(OrderTable.cell("=cmd|' /C calc'!A1,x")).isEqualTo("\"'=cmd|' /C calc'!A1,x\"");
        // A formula that hides behind a quote of its own.
        assertThat(OrderTable.cell(" =1+1")).isEqualTo("\" =1+1\"");
    }
}

package org.downloadtoken.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.downloadtoken.config.setting.ChoiceSetting;
import org.downloadtoken.config.setting.IntSetting;
import org.downloadtoken.config.setting.ListSetting;
import org.downloadtoken.config.setting.PathSetting;
import org.downloadtoken.config.setting.Switch;
import org.downloadtoken.config.setting.TextSetting;
import org.junit.jupiter.api.Test;

class SettingTest {
    @Test
    void controlCharactersOfAValueAreReplacedInTheMessage() {
        IntSetting setting = new IntSetting("A_NUMBER", 1, 0, 2, "A number.");

        assertEquals(
                "A_NUMBER must be a whole number from 0 to 2, but is '1?2'",
                ConfigErrors.message(() -> setting.read(Map.of("A_NUMBER", "1\n2"))));
    }

    @Test
    void pathThatTheSystemCannotRepresentIsRejected() {
        PathSetting setting = new PathSetting("A_PATH", path -> true, "a file", "A file.");

        assertEquals(
                "A_PATH must be a file, but is 'a?b'",
                ConfigErrors.message(() -> setting.read(Map.of("A_PATH", "a\0b"))));
    }

    @Test
    void defaultOutsideOfTheAllowedValuesIsABug() {
        assertThrows(IllegalArgumentException.class, () -> new IntSetting("A_NUMBER", 3, 0, 2, "A number."));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ChoiceSetting<>("A_SWITCH", Switch.class, "maybe", "A switch."));
    }

    @Test
    void listWithoutADefaultMayBeEmpty() {
        ListSetting<String> setting = ListSetting.ofText("A_LIST", "", "a list", "A list.");

        assertEquals(List.of(), setting.read(Map.of("A_LIST", " , ")));
        assertEquals(List.of("a", "b c"), setting.read(Map.of("A_LIST", " a,, b c")));
    }

    @Test
    void textWithoutADefaultMayBeEmpty() {
        TextSetting setting = TextSetting.matching("A_TEXT", "", "a+", "a text of a", "A text.");

        assertEquals(Optional.empty(), setting.readOptional(Map.of("A_TEXT", "")));
        assertEquals(Optional.of("aa"), setting.readOptional(Map.of("A_TEXT", "aa")));
    }
}

package org.downloadtoken.testing.program;

import static org.junit.jupiter.api.Assertions.fail;

import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import javax.imageio.ImageIO;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium in headless mode. It records the requests and console messages of its pages. */
public final class Browser implements AutoCloseable {
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final int PATIENCE_SECONDS = 15;

    private final ChromeDriver driver;
    private final List<URI> requests = new ArrayList<>();

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens a browser with this window size in CSS pixels, and with more arguments. */
    public static Browser open(int width, int height, String... arguments) {
        Tool.CHROMIUM.require();
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--no-first-run",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-unsafe-swiftshader", // WebGL without a GPU, for our own pages
                "--hide-scrollbars",
                "--window-size=" + width + "," + height);
        options.addArguments(arguments);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    public Browser visit(int port, String path) {
        return visit(URI.create("http://127.0.0.1:" + port + path));
    }

    public Browser visit(URI page) {
        driver.get(page.toString());
        return this;
    }

    /** Emulates a window width and a colour scheme from now on. */
    public Browser like(int width, int height, String colorScheme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
        return this;
    }

    /** Emulates the loss of the network, or its return. */
    public Browser setOffline(boolean offline) {
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        return this;
    }

    /** Hides the page behind another tab, and shows it again. */
    public void openAndCloseAnotherTab() {
        String page = driver.getWindowHandle();
        await("!document.hidden");
        driver.switchTo().newWindow(WindowType.TAB);
        driver.close();
        driver.switchTo().window(page);
    }

    /** Runs the body of a function in the page. */
    public Object run(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    public String text(String selector) {
        return find(selector).getText();
    }

    public WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    public List<WebElement> findAll(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    public WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Waits until an expression of the page is true. */
    public void await(String expression) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Boolean.TRUE.equals(run("return Boolean(" + expression + ")"))) {
            if (System.nanoTime() > deadline) {
                picture("given-up");
                fail("never came true: " + expression + "\n" + complaints() + "\n" + text("body"));
            }
            pause();
        }
    }

    /** The console messages above level debug. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Every URL requested over the network since the browser was opened. */
    public List<URI> requests() {
        driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> new JsonObject(entry.getMessage()).getJsonObject("message"))
                .filter(message -> message.getString("method").equals("Network.requestWillBeSent"))
                .map(message ->
                        message.getJsonObject("params").getJsonObject("request").getString("url"))
                .filter(url -> !url.startsWith("data:") && !url.startsWith("blob:"))
                .map(URI::create)
                .forEach(requests::add);
        return List.copyOf(requests);
    }

    /** The critical and serious findings of axe-core. */
    public List<String> barriers() {
        run(resource("/axe.min.js"));
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run().then(result => done(result.violations
                  .filter(rule => rule.impact === 'critical' || rule.impact === 'serious')
                  .flatMap(rule => rule.nodes.map(node => rule.id + ': ' + node.html))));
                """);
        return found instanceof List<?> rules
                ? rules.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(found));
    }

    /** A screenshot of the window, which is also saved as a file. */
    public BufferedImage picture(String name) {
        try {
            byte[] png = driver.getScreenshotAs(OutputType.BYTES);
            Files.write(Files.createDirectories(PICTURES).resolve(name + ".png"), png);
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Browser.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

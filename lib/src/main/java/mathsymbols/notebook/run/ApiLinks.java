package mathsymbols.notebook.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Makes the names of the library's classes in a page's code links to their documentation, once in a cell, so that whoever
 * goes from link to link by keys is not held up.
 */
final class ApiLinks {
    private static final Pattern IMPORT = Pattern.compile("import (mathsymbols[a-z.]*)\\.(\\*|[A-Z]\\w*);");

    private final Path pages;
    private final List<MatchResult> imports;
    private final Map<String, Optional<String>> addresses = new HashMap<>();

    private ApiLinks(Path pages, String code) {
        this.pages = pages;
        this.imports = IMPORT.matcher(code).results().toList();
    }

    /**
     * The page with its links, relative ones, so that they work wherever the folder goes.
     *
     * @param pages the folder that the page is in; without documentation in it the page stays as it is
     */
    static String add(String page, Path pages) {
        if (!Files.isDirectory(ApiDocs.folder(pages))) {
            return page;
        }
        Document document = Jsoup.parse(page);
        document.outputSettings().prettyPrint(false);
        List<Element> cells = document.select(".highlight");
        var links = new ApiLinks(
                pages, String.join("\n", document.select(".highlight").eachText()));
        cells.forEach(links::addTo);
        return document.outerHtml();
    }

    private void addTo(Element cell) {
        Set<String> linked = new HashSet<>();
        for (Element word : cell.select("span")) {
            String name = word.wholeText();
            if (name.matches("[A-Z]\\w*") && !linked.contains(name)) {
                addresses.computeIfAbsent(name, this::address).ifPresent(address -> {
                    linked.add(name);
                    word.wrap("<a></a>").parent().attr("href", address);
                });
            }
        }
    }

    /** None for a class that the page does not import from the library. */
    private Optional<String> address(String name) {
        Path folder = ApiDocs.folder(pages);
        return imports.stream()
                .filter(each -> each.group(2).equals("*") || each.group(2).equals(name))
                .map(each -> folder.resolve(each.group(1).replace('.', '/')).resolve(name + ".html"))
                .filter(Files::exists)
                .map(file -> pages.relativize(file).toString().replace('\\', '/'))
                .findFirst();
    }
}

namespace PrivacyGate.IO.Sinks.Html;

/// <summary>A table that scrolls in a frame of its own where the window is too narrow, and can be scrolled by keyboard.</summary>
internal static class HtmlTable
{
    /// <param name="id">Unique in the page.</param>
    /// <param name="caption">What the table holds.</param>
    /// <param name="columns">The first heads the rows.</param>
    /// <param name="rows">As many cells as columns.</param>
    public static Markup Of(string id, string caption, IReadOnlyList<HtmlColumn> columns, IEnumerable<IReadOnlyList<Markup>> rows) => Markup.Of(
        $"""
        <div class="scroll" role="group" aria-labelledby="{id}" tabindex="0">
        <table>
        <caption id="{id}"><span>{caption}</span></caption>
        <thead><tr>{Markup.Join(columns.Select(Head))}</tr></thead>
        <tbody>
        {Markup.Lines(rows.Select(row => Row(columns, row)))}
        </tbody>
        </table>
        </div>
        """);

    private static Markup Head(HtmlColumn column) => column.IsNumber
        ? Markup.Of($"<th scope=\"col\" class=\"number\">{column.Title}</th>")
        : Markup.Of($"<th scope=\"col\">{column.Title}</th>");

    private static Markup Row(IReadOnlyList<HtmlColumn> columns, IReadOnlyList<Markup> cells)
    {
        var rest = cells.Skip(1).Select((cell, index) => Cell(columns[index + 1], cell));
        return Markup.Of($"<tr><th scope=\"row\">{cells[0]}</th>{Markup.Join(rest)}</tr>");
    }

    private static Markup Cell(HtmlColumn column, Markup cell) => column.IsNumber
        ? Markup.Of($"<td class=\"number\">{cell}</td>")
        : Markup.Of($"<td>{cell}</td>");
}

/// <param name="Title">Its head.</param>
/// <param name="IsNumber">Whether its cells are figures, to be set under each other.</param>
internal readonly record struct HtmlColumn(string Title, bool IsNumber = false)
{
    public static implicit operator HtmlColumn(string title) => new(title);

    public static HtmlColumn Number(string title) => new(title, IsNumber: true);
}

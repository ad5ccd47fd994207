namespace PrivacyGate.IO.Sinks.Html;

/// <param name="Title">Its head.</param>
/// <param name="IsNumber">Whether its cells are figures, to be set under each other.</param>
internal readonly record struct HtmlColumn(string Title, bool IsNumber = false)
{
    public static implicit operator HtmlColumn(string title) => new(title);

    public static HtmlColumn Number(string title) => new(title, IsNumber: true);
}

namespace PrivacyGate.Onnx.Tests.Support;

/// <summary>Checks a refusal: its code, and that its message is one printable line that names what it should.</summary>
internal static class Refused
{
    public static string With(string id, Action act, params string[] named)
    {
        var refusal = Assert.Throws<InputException>(act);
        var message = refusal.Diagnostic.Message;
        Assert.True(refusal.Diagnostic.Id == id, $"{refusal.Diagnostic.Id} instead of {id}: {message}");
        Assert.DoesNotContain(" [", message, StringComparison.Ordinal);
        Assert.All(message, character => Assert.InRange(character, ' ', '~'));
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        Assert.All(named, name => Assert.Contains(name, message, StringComparison.Ordinal));
        return message;
    }
}

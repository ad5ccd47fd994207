using PrivacyGate.Scripts;

Script[] scripts =
[
    new("demo", "pack PrivacyGate, build both samples: one fails its gate, one passes", Demo.Run),
    new("test", "build everything and run every test", Tests.Run),
    new("pack", "put the packages into artifacts/packages", static () => Packages.Pack(Packages.All) is null ? 1 : 0),
    new("action", "put the GitHub action with its tool into artifacts/action, ready to be released", ActionFolder.Run),
];

var chosen = scripts.FirstOrDefault(script => args is [var name] && script.Name == name);
if (chosen is not null)
{
    return chosen.Run();
}

Console.Error.WriteLine("usage: build.sh COMMAND");
foreach (var script in scripts)
{
    Console.Error.WriteLine($"  {script.Name,-6} {script.Summary}");
}

return 2;

internal sealed record Script(string Name, string Summary, Func<int> Run);

using System.Text;
using System.Text.Json.Nodes;

namespace PrivacyGate.Fuzz.Tests.Mutators;

/// <summary>Changes a JSON document so that it stays JSON: values of other types, keys renamed, left out or in the wrong object, numbers at every edge.</summary>
internal static class JsonMutator
{
    /// <summary>Stands for half a character, which the writer of JSON refuses to write.</summary>
    private const string LoneSurrogate = "\"half a character\"";

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1", "2", "-0.0", "0.1", "1e-320", "1e308", "1e999", "-1e999", "9007199254740993", "9223372036854775808", "2147483648", "-2147483649",
        "\"\"", "\" \"", "\"NaN\"", "\"Infinity\"", "\"a\\nb\"", "\"\\u202e\"", LoneSurrogate, "\"..\"", "\"/\"", "\"a == \"", "\"all\"", "\"pass\"", "\"PG0399\"", "\"<b>::error\"",
        "[]", "{}", "[null]", "[[]]", "[{}]", "{\"\":null}", "[1,\"1\",true]", "123456789012345678901234567890",
    ];

    public static byte[] Mutate(byte[] seed, Random random)
    {
        var root = JsonNode.Parse(seed)!;
        for (var edits = random.Edits(3); edits > 0; edits--)
        {
            var all = All(root).ToList();
            Edit(random.Pick(all), all, random);
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString().Replace(LoneSurrogate, "\"\\ud800\"", StringComparison.Ordinal));
    }

    private static void Edit(JsonNode node, List<JsonNode> all, Random random)
    {
        switch (node)
        {
            case JsonObject keys when keys.Count > 0:
                EditKey(keys, random.Pick(keys.Select(static pair => pair.Key).ToList()), all, random);
                break;
            case JsonArray list when list.Count > 0:
                EditEntry(list, random.Next(list.Count), all, random);
                break;
            case JsonObject keys:
                keys["x"] = Value(all, random);
                break;
            case JsonArray list:
                list.Add(Value(all, random));
                break;
            default:
                Edit(node.Parent ?? node.Root, all, random);
                break;
        }
    }

    private static void EditKey(JsonObject keys, string key, List<JsonNode> all, Random random)
    {
        var value = keys[key];
        switch (random.Next(5))
        {
            case 0:
                keys.Remove(key);
                break;
            case 1:
                keys.Remove(key);
                keys[random.Pick(Names(all))] = value;
                break;
            case 2:
                keys[random.Pick(Names(all))] = value?.DeepClone();
                break;
            default:
                keys[key] = Value(all, random);
                break;
        }
    }

    private static void EditEntry(JsonArray list, int at, List<JsonNode> all, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                list.RemoveAt(at);
                break;
            case 1:
                list.Insert(random.Next(list.Count + 1), list[at]?.DeepClone());
                break;
            default:
                list[at] = Value(all, random);
                break;
        }
    }

    private static JsonNode? Value(List<JsonNode> all, Random random) =>
        random.Next(3) == 0 ? random.Pick(all).DeepClone() : JsonNode.Parse(random.Pick(Values));

    private static List<string> Names(List<JsonNode> all) => [.. all.OfType<JsonObject>().SelectMany(static keys => keys).Select(static pair => pair.Key).Append("").Append("x")];

    private static IEnumerable<JsonNode> All(JsonNode node)
    {
        yield return node;
        var inner = node switch
        {
            JsonObject keys => keys.Select(static pair => pair.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var found in inner.OfType<JsonNode>().SelectMany(All))
        {
            yield return found;
        }
    }
}

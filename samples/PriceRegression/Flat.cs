using Microsoft.ML.Data;

/// <summary>A row of the tables in data.</summary>
internal sealed class Flat
{
    /// <summary>In square metres.</summary>
    [LoadColumn(0)]
    public float Area { get; set; }

    [LoadColumn(1)]
    public float Rooms { get; set; }

    /// <summary>The year.</summary>
    [LoadColumn(2)]
    public float Built { get; set; }

    [LoadColumn(3)]
    public string District { get; set; } = "";

    [LoadColumn(4)]
    public bool Balcony { get; set; }

    /// <summary>In thousands of euros.</summary>
    [LoadColumn(5)]
    public float Price { get; set; }
}

namespace Maillage.Store.GeoPackage;

/// <summary>The statements that make a GeoPackage, as its specification gives them (OGC 12-128r17: annexes C and D; the spatial index: annex F.3).</summary>
internal static class GeoPackageSql
{
    /// <summary>Describes the layer; the bounds are null when no place is known.</summary>
    public const string Describe = """
        INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, min_x, min_y, max_x, max_y, srs_id)
        VALUES (@name, 'features', @title, @description, @changed, @West, @South, @East, @North, @srs);
        INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m) VALUES (@name, 'geom', 'POINT', @srs, 0, 0);
        INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope)
        VALUES (@name, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec121/#extension_rtree', 'write-only');
        """;

    /// <summary>The tables that every GeoPackage has, that of the layer, and its spatial index, still empty.</summary>
    public static string Tables(string layer, IEnumerable<string> columns) => $"""
        PRAGMA application_id = 0x47504B47;
        PRAGMA user_version = 10300;
        CREATE TABLE gpkg_spatial_ref_sys (
          srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
        INSERT INTO gpkg_spatial_ref_sys VALUES
          ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined cartesian coordinate reference system'),
          ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
          ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');
        CREATE TABLE gpkg_contents (
          table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL,
          min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
          CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
        CREATE TABLE gpkg_geometry_columns (
          table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
          CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
          CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents (table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
        CREATE TABLE gpkg_extensions (
          table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
        CREATE TABLE "{layer}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT, {string.Join(", ", columns)});
        CREATE VIRTUAL TABLE "rtree_{layer}_geom" USING rtree(id, minx, maxx, miny, maxy);
        """;

    /// <summary>Adds a feature: its geometry is the first parameter, then its columns.</summary>
    public static string Insert(string layer, IEnumerable<string> columns)
    {
        string[] names = ["geom", .. columns];
        return $"INSERT INTO \"{layer}\" ({string.Join(", ", names.Select(name => $"\"{name}\""))}) VALUES ({string.Join(", ", names.Select((_, rank) => $"@p{rank}"))})";
    }

    /// <summary>Adds the place of a feature to the spatial index.</summary>
    public static string InsertPlace(string layer) => $"INSERT INTO \"rtree_{layer}_geom\" VALUES (@fid, @x, @x, @y, @y)";

    /// <summary>What keeps the spatial index true when somebody changes the layer, in QGIS for one: it has the functions that these call.</summary>
    public static string Index(string layer)
    {
        var index = $"\"rtree_{layer}_geom\"";
        const string isThere = "(NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\"))";
        const string isGone = "(NEW.\"geom\" ISNULL OR ST_IsEmpty(NEW.\"geom\"))";
        const string wasThere = "(OLD.\"geom\" NOTNULL AND NOT ST_IsEmpty(OLD.\"geom\"))";
        const string wasNot = "(OLD.\"geom\" ISNULL OR ST_IsEmpty(OLD.\"geom\"))";
        const string box = "ST_MinX(NEW.\"geom\"), ST_MaxX(NEW.\"geom\"), ST_MinY(NEW.\"geom\"), ST_MaxY(NEW.\"geom\")";
        string Trigger(string name, string when, string act) => $"CREATE TRIGGER \"rtree_{layer}_geom_{name}\" {when} BEGIN {act}; END;\n";
        return Trigger("insert", $"AFTER INSERT ON \"{layer}\" WHEN {isThere}", $"INSERT OR REPLACE INTO {index} VALUES (NEW.\"fid\", {box})")
            + Trigger("update2", $"AFTER UPDATE OF \"geom\" ON \"{layer}\" WHEN OLD.\"fid\" = NEW.\"fid\" AND {isGone}", $"DELETE FROM {index} WHERE id = OLD.\"fid\"")
            + Trigger("update4", $"AFTER UPDATE ON \"{layer}\" WHEN OLD.\"fid\" != NEW.\"fid\" AND {isGone}", $"DELETE FROM {index} WHERE id IN (OLD.\"fid\", NEW.\"fid\")")
            + Trigger("update5", $"AFTER UPDATE ON \"{layer}\" WHEN OLD.\"fid\" != NEW.\"fid\" AND {isThere}", $"DELETE FROM {index} WHERE id = OLD.\"fid\"; INSERT OR REPLACE INTO {index} VALUES (NEW.\"fid\", {box})")
            + Trigger("update6", $"AFTER UPDATE OF \"geom\" ON \"{layer}\" WHEN OLD.\"fid\" = NEW.\"fid\" AND {isThere} AND {wasThere}",
                $"UPDATE {index} SET minx = ST_MinX(NEW.\"geom\"), maxx = ST_MaxX(NEW.\"geom\"), miny = ST_MinY(NEW.\"geom\"), maxy = ST_MaxY(NEW.\"geom\") WHERE id = NEW.\"fid\"")
            + Trigger("update7", $"AFTER UPDATE OF \"geom\" ON \"{layer}\" WHEN OLD.\"fid\" = NEW.\"fid\" AND {isThere} AND {wasNot}", $"INSERT INTO {index} VALUES (NEW.\"fid\", {box})")
            + Trigger("delete", $"AFTER DELETE ON \"{layer}\" WHEN OLD.\"geom\" NOT NULL", $"DELETE FROM {index} WHERE id = OLD.\"fid\"");
    }
}
